package dev.jangada.repository.crypto;

/**
 * How much work it is to try a passphrase.
 *
 * @param n a power of two
 * @param r memory is 128 · n · r bytes
 * @param p how often, one after the other
 */
public record ScryptCost(int n, int r, int p) {

    /** 32 MiB and a fraction of a second: as much work as OWASP's first recommendation, in the memory that restic allows. */
    public static final ScryptCost USUAL = new ScryptCost(1 << 15, 8, 3);

    /** A key file of somebody else may ask for so much memory, in bytes, and for no more. */
    private static final long MOST_MEMORY = 1L << 30;

    private static final int MOST_REPETITIONS = 64;

    /** Whether a key can be derived with it at all. Source: RFC 7914, section 2: N is below 2^(128 · r / 8). */
    boolean isSound() {
        return n > 1 && Integer.bitCount(n) == 1 && r > 0 && p > 0 && (r > 1 || n < 1 << 16);
    }

    /** Whether deriving a key is affordable; a forged key file could ask for anything. */
    boolean isAffordable() {
        return memory() <= MOST_MEMORY && p <= MOST_REPETITIONS;
    }

    /** The greatest number where it would be more. */
    long memory() {
        return n > Long.MAX_VALUE / 128 / r ? Long.MAX_VALUE : 128L * n * r;
    }
}
