package dev.jangada.etcd.storage.mvcc;

/**
 * Live keys with the same beginning, counted.
 *
 * @param prefix the beginning, see {@link Sorting}; empty for the {@link #isRest() rest}
 * @param keys how many live keys there are
 * @param bytes of their keys and values
 */
public record Census(String prefix, long keys, long bytes) {

    /** How many beginnings are told apart. */
    public static final int MOST = 10_000;

    /** Whether these are the keys that begin in yet other ways, when {@link #MOST} had been met: counted, and no more. */
    public boolean isRest() {
        return prefix.isEmpty();
    }
}
