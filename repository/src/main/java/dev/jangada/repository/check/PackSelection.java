package dev.jangada.repository.check;

import dev.jangada.repository.format.Id;

/** Which packs a check reads wholly. */
@FunctionalInterface
public interface PackSelection {

    /** Whether to read a pack. */
    boolean includes(Id pack);

    /** None: the structure only, which reads index files, snapshots and trees. */
    static PackSelection none() {
        return pack -> false;
    }

    /** Every one. */
    static PackSelection all() {
        return pack -> true;
    }

    /**
     * One of equal parts, so that different runs read different packs and all runs together every one.
     *
     * @param part from 1 to {@code of}
     * @param of from 1 to 256
     */
    static PackSelection part(int part, int of) {
        if (of < 1 || of > 256 || part < 1 || part > of) {
            throw new IllegalArgumentException("part " + part + " of " + of);
        }
        return pack -> (pack.a() >>> 56) % of == part - 1;
    }

    /**
     * A share, picked by the packs' ids and a seed.
     *
     * @param share from 0 to 1
     */
    static PackSelection share(double share, long seed) {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("a share is from 0 to 1: " + share);
        }
        return pack -> {
            long mixed = (pack.c() ^ seed) * 0x9e3779b97f4a7c15L;
            return (mixed >>> 11) * 0x1.0p-53 < share;
        };
    }
}
