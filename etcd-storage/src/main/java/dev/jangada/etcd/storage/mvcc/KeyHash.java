package dev.jangada.etcd.storage.mvcc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of some bytes, the same for an array and a map: eight at a time, the last eight overlap those before them. */
final class KeyHash {

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private KeyHash() {}

    /** The hash; {@code seed} is what nobody who writes keys knows, so that they cannot all have the same. */
    static long of(MemorySegment bytes, long start, int length, long seed) {
        long hash = seed ^ length;
        long end = start + length;
        for (long at = start; at + 8 <= end; at += 8) {
            hash = mix(hash ^ bytes.get(WORD, at));
        }
        if (length >= 8) {
            return (length & 7) == 0 ? hash : mix(hash ^ bytes.get(WORD, end - 8));
        }
        long rest = 0;
        for (long at = start; at < end; at++) {
            rest = rest << 8 | bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
        }
        return mix(hash ^ rest);
    }

    /** The same of bytes in an array. */
    static long of(byte[] bytes, int start, int length, long seed) {
        long hash = seed ^ length;
        int end = start + length;
        for (int at = start; at + 8 <= end; at += 8) {
            hash = mix(hash ^ (long) WORDS.get(bytes, at));
        }
        if (length >= 8) {
            return (length & 7) == 0 ? hash : mix(hash ^ (long) WORDS.get(bytes, end - 8));
        }
        long rest = 0;
        for (int at = start; at < end; at++) {
            rest = rest << 8 | bytes[at] & 0xff;
        }
        return mix(hash ^ rest);
    }

    /** Source: the finalizer of MurmurHash3. */
    private static long mix(long word) {
        long mixed = word * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
