package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Lexicographic;
import dev.jangada.etcd.storage.bolt.Parts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keys that begin alike: up to and with the last slash, as files in a directory. Whoever wants few of many keys need put
 * only their group in order. Keys of one group follow one another in the order of all keys; one that does not fit into that,
 * because a directory lies beside it, is a group of its own.
 *
 * @param records the keys' records, group by group; without order within one
 * @param starts where each group begins in {@code records}, and last where they end
 * @param beginnings the bytes of the file that all keys of a group begin with
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, and never compared
record KeyGroups(long[] records, int[] starts, List<Beginning> beginnings) {

    /** Records that one thread takes at a time. */
    private static final int PART = 1 << 14;

    /** So many groups cost as much as they save; keys need not look like paths at all. */
    private static final int MOST = 1 << 17;

    private static final byte SLASH = '/';

    /**
     * What keys begin with.
     *
     * @param start where in the file that is to be seen
     * @param length its bytes
     * @param hash over them
     * @param whole whether it is the whole of a key that is a group of its own
     */
    record Beginning(long start, int length, long hash, boolean whole) {}

    /**
     * Groups records.
     *
     * @param records sound records of keys that differ; best in the order of the file, which is how they are read fastest
     */
    static KeyGroups of(BoltFile file, long[] records) {
        int[] ids = new int[records.length];
        // So that nobody can write keys whose directories all have the same hash.
        long seed = ThreadLocalRandom.current().nextLong();
        List<Finder> parts = Parts.map((records.length + PART - 1) / PART, part -> {
            var finder = new Finder(file, seed);
            for (int i = part * PART; i < Math.min(records.length, (part + 1) * PART); i++) {
                ids[i] = finder.group(records[i]);
            }
            return finder;
        });
        var all = new Finder(file, seed);
        for (int part = 0; part < parts.size(); part++) {
            int[] known = parts.get(part).found.stream().mapToInt(all::find).toArray();
            for (int i = part * PART; i < Math.min(records.length, (part + 1) * PART); i++) {
                ids[i] = known[ids[i]];
            }
        }
        return all.found.size() > MOST || !all.separate(records, ids)
                ? new KeyGroups(records, new int[] {0, records.length}, List.of(new Beginning(0, 0, 0, false)))
                : all.grouped(records, ids);
    }

    /** Finds which group a key is in. */
    private static final class Finder {

        private static final ValueLayout.OfLong WORD =
                ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

        private static final long SLASHES = 0x2f2f2f2f2f2f2f2fL;
        private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

        private final MemorySegment bytes;
        private final RecordView view;
        private final long seed;
        private final List<Beginning> found = new ArrayList<>();

        /** Numbers of groups, from 1, where their hash leads. */
        private int[] slots = new int[64];

        private int last;

        Finder(BoltFile file, long seed) {
            this.seed = seed;
            this.bytes = file.bytes();
            this.view = new RecordView(file);
        }

        /** The number of a record's group. */
        int group(long record) {
            view.require(record);
            int length = directory(view.keyStart, view.keyLength);
            // Neighbours in the file were often written together.
            if (!found.isEmpty() && equal(found.get(last), view.keyStart, length)) {
                return last;
            }
            last = find(new Beginning(
                    view.keyStart, length, NewestRecords.hash(bytes, view.keyStart, length, seed), false));
            return last;
        }

        /** Bytes up to and with the last slash, which is looked for in eight bytes at a time. */
        private int directory(long start, int keyLength) {
            int length = keyLength;
            for (; length >= 8; length -= 8) {
                long word = bytes.get(WORD, start + length - 8) ^ SLASHES;
                // The highest bit of each byte that is zero now.
                long zeros = ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
                if (zeros != 0) {
                    return length - Long.numberOfLeadingZeros(zeros) / 8;
                }
            }
            while (length > 0 && bytes.get(ValueLayout.JAVA_BYTE, start + length - 1) != SLASH) {
                length--;
            }
            return length;
        }

        private boolean equal(Beginning one, long start, int length) {
            return one.length == length
                    && MemorySegment.mismatch(bytes, one.start, one.start + length, bytes, start, start + length) < 0;
        }

        int find(Beginning wanted) {
            if (found.size() * 2 >= slots.length) {
                slots = new int[slots.length * 2];
                for (int i = 0; i < found.size(); i++) {
                    slots[slot(found.get(i))] = i + 1;
                }
            }
            int slot = slot(wanted);
            if (slots[slot] == 0) {
                found.add(wanted);
                slots[slot] = found.size();
            }
            return slots[slot] - 1;
        }

        private int slot(Beginning wanted) {
            int mask = slots.length - 1;
            int at = (int) wanted.hash & mask;
            while (slots[at] != 0) {
                Beginning other = found.get(slots[at] - 1);
                if (other.hash == wanted.hash && equal(other, wanted.start, wanted.length)) {
                    break;
                }
                at = at + 1 & mask;
            }
            return at;
        }

        /** Makes a group of each key beside which there is a directory; false if there are too many of them. */
        boolean separate(long[] records, int[] ids) {
            boolean[] nested = new boolean[found.size()];
            int[] order = order();
            for (int i = 0; i + 1 < order.length; i++) {
                nested[order[i]] = begins(found.get(order[i]), found.get(order[i + 1]));
            }
            for (int i = 0; i < ids.length; i++) {
                if (nested[ids[i]]) {
                    if (found.size() == MOST) {
                        return false;
                    }
                    view.require(records[i]);
                    ids[i] = found.size();
                    found.add(new Beginning(view.keyStart, view.keyLength, 0, true));
                }
            }
            return true;
        }

        private boolean begins(Beginning one, Beginning other) {
            return one.length < other.length && equal(one, other.start, one.length);
        }

        /** The numbers of the groups in the order of their keys. */
        private int[] order() {
            Comparator<Integer> byBytes = (one, other) -> Lexicographic.compare(
                    bytes,
                    found.get(one).start,
                    found.get(one).length,
                    bytes,
                    found.get(other).start,
                    found.get(other).length);
            Integer[] order = new Integer[found.size()];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, byBytes);
            return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        }

        KeyGroups grouped(long[] records, int[] ids) {
            int[] sizes = new int[found.size()];
            for (int id : ids) {
                sizes[id]++;
            }
            // Those that were separated are empty.
            int[] order = Arrays.stream(order()).filter(id -> sizes[id] > 0).toArray();
            int[] starts = new int[order.length + 1];
            int[] next = new int[found.size()];
            for (int i = 0; i < order.length; i++) {
                next[order[i]] = starts[i];
                starts[i + 1] = starts[i] + sizes[order[i]];
            }
            long[] grouped = new long[records.length];
            for (int i = 0; i < ids.length; i++) {
                grouped[next[ids[i]]++] = records[i];
            }
            return new KeyGroups(
                    grouped, starts, Arrays.stream(order).mapToObj(found::get).toList());
        }
    }
}
