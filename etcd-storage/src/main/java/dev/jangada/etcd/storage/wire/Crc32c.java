package dev.jangada.etcd.storage.wire;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * A CRC-32C that is computed in parts.
 *
 * @param value the checksum of the part
 * @param length how many bytes it covers
 */
public record Crc32c(int value, long length) {

    /** The checksum of nothing. */
    public static final Crc32c EMPTY = new Crc32c(0, 0);

    /** Castagnoli's polynomial, the bits in the order of the checksum's. */
    private static final int POLYNOMIAL = 0x82F63B78;

    /** x to the power of 2 to the power of n, modulo the polynomial. */
    private static final int[] POWERS = powers();

    /** The checksum of an array. */
    public static Crc32c of(byte[] bytes) {
        var sum = new CRC32C();
        sum.update(bytes);
        return new Crc32c((int) sum.getValue(), bytes.length);
    }

    /** Adds bytes of a segment to a sum; there may be more of them than one buffer can show. */
    public static void update(CRC32C sum, MemorySegment bytes, long start, long length) {
        long at = start;
        for (long rest = length; rest > 0; ) {
            long piece = Math.min(rest, 1 << 30);
            sum.update(bytes.asSlice(at, piece).asByteBuffer());
            at += piece;
            rest -= piece;
        }
    }

    /** The checksum of a segment. */
    public static Crc32c of(MemorySegment bytes) {
        var sum = new CRC32C();
        update(sum, bytes, 0, bytes.byteSize());
        return new Crc32c((int) sum.getValue(), bytes.byteSize());
    }

    /** The checksum of this part's bytes followed by those of another. */
    public Crc32c then(Crc32c next) {
        if (next.length == 0) {
            return this;
        }
        // Bytes that follow shift the polynomial of those before by 8 bits each. Source: zlib, crc32_combine.
        return new Crc32c(multiply(shift(next.length), value) ^ next.value, length + next.length);
    }

    private static int shift(long bytes) {
        int product = 1 << 31;
        int power = 3;
        for (long rest = bytes; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                product = multiply(POWERS[power], product);
            }
            power++;
        }
        return product;
    }

    private static int multiply(int one, int other) {
        int product = 0;
        int shifted = other;
        for (int bit = 1 << 31; bit != 0; bit >>>= 1) {
            if ((one & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }

    private static int[] powers() {
        int[] powers = new int[Long.SIZE];
        powers[0] = 1 << 30;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = multiply(powers[i - 1], powers[i - 1]);
        }
        return powers;
    }
}
