package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Lexicographic;
import dev.jangada.etcd.storage.bolt.Parts;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Keys in their order, which is made group by group as it is asked for: whoever wants one key of a million waits for those
 * beside it only. Safe for many threads; what reads the map is to be called through {@link BoltFile#read}.
 *
 * <p>Heap: 8 bytes a key, and some 40 a group.
 */
final class KeyOrder {

    private static final int UNSORTED = 0;
    private static final int SORTED = 1;

    private final BoltFile file;
    private final KeyGroups groups;
    private final AtomicIntegerArray states;

    /** One for some groups each, so that threads seldom wait for each other. */
    private final Object[] locks = new Object[64];

    private KeyOrder(BoltFile file, KeyGroups groups) {
        this.file = file;
        this.groups = groups;
        this.states = new AtomicIntegerArray(groups.beginnings().size());
        Arrays.setAll(locks, i -> new Object());
    }

    /** The order of keys that differ, by their records, which are sound. */
    static KeyOrder of(BoltFile file, long[] records) {
        return new KeyOrder(file, KeyGroups.of(file, records));
    }

    int size() {
        return groups.records().length;
    }

    /** The record of key number {@code i}. */
    long record(int i) {
        int at = Arrays.binarySearch(groups.starts(), i);
        sort(at >= 0 ? at : -at - 2);
        return groups.records()[i];
    }

    /** Puts the groups of keys number {@code from} to {@code to}, exclusive, in order, many at a time. */
    void sort(int from, int to) {
        if (from >= to) {
            return;
        }
        int first = Arrays.binarySearch(groups.starts(), from);
        int group = first >= 0 ? first : -first - 2;
        int last = Arrays.binarySearch(groups.starts(), to);
        int end = last >= 0 ? last : -last - 1;
        var _ = Parts.map(end - group, i -> {
            sort(group + i);
            return true;
        });
    }

    private void sort(int group) {
        if (states.getAcquire(group) == SORTED) {
            return;
        }
        synchronized (locks[group % locks.length]) {
            if (states.get(group) == UNSORTED) {
                KeySort.sort(
                        file,
                        groups.records(),
                        groups.starts()[group],
                        groups.starts()[group + 1],
                        groups.beginnings().get(group).length());
                states.setRelease(group, SORTED);
            }
        }
    }

    /** The number of the first key that is not smaller than the given one. */
    int lowerBound(byte[] key) {
        MemorySegment wanted = MemorySegment.ofArray(key);
        int low = 0;
        int high = groups.beginnings().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(groups.beginnings().get(middle), wanted)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < groups.beginnings().size() && isWithin(groups.beginnings().get(low), wanted)
                ? within(low, wanted)
                : groups.starts()[low];
    }

    /** Whether all keys of a group are smaller. */
    private boolean isBefore(KeyGroups.Beginning group, MemorySegment wanted) {
        return Lexicographic.compare(file.bytes(), group.start(), group.length(), wanted, 0, wanted.byteSize()) < 0
                && !isWithin(group, wanted);
    }

    /** Whether some of a group's keys may be smaller and others not. */
    private boolean isWithin(KeyGroups.Beginning group, MemorySegment wanted) {
        return !group.whole() && group.length() < wanted.byteSize() && begins(group, wanted);
    }

    private boolean begins(KeyGroups.Beginning group, MemorySegment wanted) {
        return MemorySegment.mismatch(
                        file.bytes(), group.start(), group.start() + group.length(), wanted, 0, group.length())
                < 0;
    }

    private int within(int group, MemorySegment wanted) {
        sort(group);
        var view = new RecordView(file);
        int low = groups.starts()[group];
        int high = groups.starts()[group + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            view.require(groups.records()[middle]);
            if (Lexicographic.compare(file.bytes(), view.keyStart, view.keyLength, wanted, 0, wanted.byteSize()) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
