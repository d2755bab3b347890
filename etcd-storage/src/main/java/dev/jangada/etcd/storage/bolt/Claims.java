package dev.jangada.etcd.storage.bolt;

import java.util.concurrent.atomic.AtomicLongArray;

/** Which pages are in use: one bit a page. Safe for many threads. */
final class Claims {

    private final AtomicLongArray bits;

    /** Room for pages 0 to {@code end}, exclusive; never more than the file has. */
    Claims(long end) {
        this.bits = new AtomicLongArray(Math.toIntExact((end + 63) / 64));
    }

    /** Takes a run of pages; returns the first that was taken before, or -1. */
    long claim(long first, long count) {
        for (long id = first; id < first + count; id++) {
            if (!claim(id)) {
                return id;
            }
        }
        return -1;
    }

    /** Takes one page; false if it was taken before. */
    boolean claim(long id) {
        long bit = 1L << (id & 63);
        return (bits.getAndAccumulate((int) (id >>> 6), bit, (old, more) -> old | more) & bit) == 0;
    }

    boolean isClaimed(long id) {
        return (bits.get((int) (id >>> 6)) & (1L << (id & 63))) != 0;
    }

    long count() {
        long count = 0;
        for (int i = 0; i < bits.length(); i++) {
            count += Long.bitCount(bits.get(i));
        }
        return count;
    }
}
