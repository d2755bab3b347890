package dev.jangada.etcd.storage.mvcc;

/**
 * Live keys with the same beginning, and values with the same beginning where that matters, counted.
 *
 * @param prefix the beginning, see {@link Sorting}; empty for the {@link #isRest() rest}
 * @param valueHead what their values begin with, where that is counted apart: a byte each letter (ISO 8859-1)
 * @param keys how many live keys there are
 * @param bytes of their keys and values
 */
public record Census(String prefix, String valueHead, long keys, long bytes) {

    /** How many beginnings are told apart. */
    public static final int MOST = 10_000;

    /** Whether these are the keys that begin in yet other ways, when {@link #MOST} had been met: counted, and no more. */
    public boolean isRest() {
        return prefix.isEmpty();
    }
}
