package dev.jangada.etcd.storage.mvcc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What live keys are counted by. Who knows what is in the keys tells how much of one says where it belongs; nothing here
 * does. Asked by several threads at a time, once for every live key, so it must be fast, and read nothing but the key or
 * value that it is asked about.
 */
@FunctionalInterface
public interface Sorting {

    /**
     * How much of a key it has in common with those that it is counted with.
     *
     * @param bytes where the key stands
     * @param start its first byte
     * @param length how many bytes it has, 1 or more
     * @return how many of its first bytes, from 1 to {@code length}
     */
    int keyHead(MemorySegment bytes, long start, int length);

    /**
     * How much of a value tells it from others that are counted apart; as a rule nothing does.
     *
     * @param bytes where the value stands
     * @param start its first byte
     * @param length how many bytes it has
     * @return how many of its first bytes, from 0 to {@code length}; few, and seldom different ones: they are kept
     */
    default int valueHead(MemorySegment bytes, long start, int length) {
        return 0;
    }

    /** By the beginning up to and with a slash, that one of the given number; by the whole key where it has fewer. */
    static Sorting bySlashes(int slashes) {
        return (bytes, start, length) -> {
            int found = 0;
            for (int i = 0; i < length; i++) {
                if (bytes.get(ValueLayout.JAVA_BYTE, start + i) == '/' && ++found == slashes) {
                    return i + 1;
                }
            }
            return length;
        };
    }
}
