package dev.jangada.etcd.storage.bolt;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The order of keys in etcd and bbolt: byte by byte, unsigned, the shorter one first. */
public final class Lexicographic {

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Lexicographic() {}

    /** Compares two whole segments. */
    public static int compare(MemorySegment one, MemorySegment other) {
        return compare(one, 0, one.byteSize(), other, 0, other.byteSize());
    }

    /** Compares bytes {@code oneStart …} of one segment with those of another; lengths in bytes. */
    public static int compare(
            MemorySegment one, long oneStart, long oneLength, MemorySegment other, long otherStart, long otherLength) {
        long common = Math.min(oneLength, otherLength);
        if (common >= Long.BYTES) {
            // Revisions differ here as a rule, and this costs a tenth of what it costs to begin a search in bulk.
            int order = Long.compareUnsigned(one.get(WORD, oneStart), other.get(WORD, otherStart));
            if (order != 0) {
                return order;
            }
        }
        long at = MemorySegment.mismatch(one, oneStart, oneStart + common, other, otherStart, otherStart + common);
        if (at < 0) {
            return Long.compare(oneLength, otherLength);
        }
        return Integer.compare(
                one.get(ValueLayout.JAVA_BYTE, oneStart + at) & 0xff,
                other.get(ValueLayout.JAVA_BYTE, otherStart + at) & 0xff);
    }
}
