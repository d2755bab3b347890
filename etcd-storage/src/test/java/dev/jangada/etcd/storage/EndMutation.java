package dev.jangada.etcd.storage;

import java.util.Arrays;
import java.util.Random;

/** A kind of damage that is done to the end of a sound snapshot: to its checksum and its size. */
enum EndMutation {
    /** Some bytes are missing, among them more often than by chance all of the checksum. */
    CUT_END {
        @Override
        byte[] of(byte[] sound, Random random) {
            int less = random.nextInt(10) == 0 ? CHECKSUM : 1 + random.nextInt(random.nextBoolean() ? CHECKSUM : PAGES);
            return Arrays.copyOf(sound, sound.length - less);
        }
    },
    /** Some bytes too many, among them more often than by chance as many as make whole pages. */
    LONGER_END {
        @Override
        byte[] of(byte[] sound, Random random) {
            int more = random.nextInt(10) == 0
                    ? PAGE - CHECKSUM
                    : 1 + random.nextInt(random.nextBoolean() ? CHECKSUM : PAGES);
            byte[] damaged = Arrays.copyOf(sound, sound.length + more);
            for (int i = sound.length; i < damaged.length; i++) {
                damaged[i] = (byte) random.nextInt(256);
            }
            return damaged;
        }
    },
    /** A bit of the checksum. */
    CHECKSUM_BIT {
        @Override
        byte[] of(byte[] sound, Random random) {
            byte[] damaged = sound.clone();
            damaged[sound.length - 1 - random.nextInt(CHECKSUM)] ^= (byte) (1 << random.nextInt(8));
            return damaged;
        }
    };

    private static final int CHECKSUM = 32;
    private static final int PAGE = 4096;
    private static final int PAGES = 3 * PAGE;

    /** A damaged copy. */
    abstract byte[] of(byte[] sound, Random random);
}
