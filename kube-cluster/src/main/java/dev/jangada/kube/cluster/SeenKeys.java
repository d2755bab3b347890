package dev.jangada.kube.cluster;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The keys of one kind that were already handed on. Keeps 61 bits of each: a polynomial hash modulo a Mersenne prime
 * with a secret random base, so that nobody can choose names that collide, and two given names of n bytes do so with a
 * probability of n / 2^61.
 */
final class SeenKeys {

    private static final long PRIME = (1L << 61) - 1;

    private final long base;
    /** Open addressing; 0 is an empty place. */
    private long[] table = new long[1 << 10];

    private int size;

    SeenKeys(RandomGenerator random) {
        base = random.nextLong(1L << 32, PRIME);
    }

    /**
     * Remembers a key.
     *
     * @return false if it was there already
     */
    boolean add(String namespace, String name) {
        long hash = hash(hash(1, namespace) + '/', name);
        if (!put(table, hash)) {
            return false;
        }
        if (++size * 2 > table.length) {
            long[] larger = new long[table.length * 2];
            Arrays.stream(table).filter(each -> each != 0).forEach(each -> put(larger, each));
            table = larger;
        }
        return true;
    }

    private static boolean put(long[] into, long hash) {
        int mask = into.length - 1;
        int place = (int) (hash ^ (hash >>> 31)) & mask;
        while (into[place] != 0) {
            if (into[place] == hash) {
                return false;
            }
            place = (place + 1) & mask;
        }
        into[place] = hash;
        return true;
    }

    private long hash(long from, String text) {
        long hash = from;
        for (int i = 0; i < text.length(); i++) {
            hash = reduce(hash, base) + text.charAt(i) + 1;
        }
        long result = reduce(hash, base);
        return result == 0 ? 1 : result;
    }

    /** The product modulo the prime. */
    private static long reduce(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        long sum = (low & PRIME) + ((high << 3) | (low >>> 61));
        return sum >= PRIME ? sum - PRIME : sum;
    }
}
