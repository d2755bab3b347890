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
 * <p>Heap: 8 bytes a key, and some 100 a group.
 */
final class KeyOrder {

    private static final int UNSORTED = 0;
    private static final int SORTED = 1;

    private final BoltFile file;
    private final KeyGroups groups;
    private final AtomicIntegerArray states;

    /** One for some groups each, so that threads seldom wait for each other. */
    private final Object[] locks = new Object[64];

    /** The order of keys in groups; the file is where their records are. */
    KeyOrder(BoltFile file, KeyGroups groups) {
        this.file = file;
        this.groups = groups;
        this.states = new AtomicIntegerArray(groups.beginnings().size());
        Arrays.setAll(locks, i -> new Object());
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
                        groups.beginnings().get(group).bytes().length);
                states.setRelease(group, SORTED);
            }
        }
    }

    /** The number of the first key that is not smaller than the given one. */
    int lowerBound(byte[] key) {
        int low = 0;
        int high = groups.beginnings().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            KeyGroups.Beginning group = groups.beginnings().get(middle);
            // Whether all keys of the group are smaller.
            if (Arrays.compareUnsigned(group.bytes(), key) < 0 && !isWithin(group, key)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < groups.beginnings().size() && isWithin(groups.beginnings().get(low), key)
                ? within(low, key)
                : groups.starts()[low];
    }

    /** Whether some of a group's keys may be smaller and others not. */
    private static boolean isWithin(KeyGroups.Beginning group, byte[] key) {
        return !group.whole() && group.bytes().length < key.length && group.begins(key);
    }

    private int within(int group, byte[] key) {
        sort(group);
        MemorySegment wanted = MemorySegment.ofArray(key);
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
