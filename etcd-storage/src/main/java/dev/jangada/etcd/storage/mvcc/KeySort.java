package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Parts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts records by their keys: a quicksort over eight bytes of the key at a time, which are fetched once from the map and
 * kept beside the record while records that agree so far are put in order. Keys of one application share long beginnings,
 * and to compare them two by two from their first byte would fetch each of them many times. 8 bytes of heap a record.
 */
final class KeySort {

    /** Below this many, fetching ahead does not pay. */
    private static final int FEW = 12;

    /** Below this many, another thread does not pay. */
    private static final int MANY = 1 << 14;

    private static final long[] NONE = {};

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final BoltFile file;
    private final long[] records;

    /** The word of record {@code offset + i}. */
    private final long[] words;

    private final int offset;

    private KeySort(BoltFile file, long[] records, int from, int to) {
        this.file = file;
        this.records = records;
        this.words = to - from > FEW ? new long[to - from] : NONE;
        this.offset = from;
    }

    /**
     * Sorts some of the records in place; they are elements of sound records, and all keys differ.
     *
     * @param depth how many bytes all their keys have in common at least
     */
    static void sort(BoltFile file, long[] records, int from, int to, int depth) {
        var sort = new KeySort(file, records, from, to);
        List<Range> work = new ArrayList<>();
        sort.split(new Range(from, to, depth), work);
        Parts.map(work.size(), i -> {
            sort.new Sorter().sort(work.get(i));
            return true;
        });
    }

    /** Records that agree in the first bytes of their keys. */
    private record Range(int from, int to, int depth) {

        int size() {
            return to - from;
        }
    }

    /** Sorts what is large by its next bytes here, and leaves the rest to many threads. */
    private void split(Range range, List<Range> work) {
        var pending = new ArrayList<>(List.of(range));
        var sorter = new Sorter();
        while (!pending.isEmpty()) {
            Range next = pending.removeLast();
            if (next.size() < MANY) {
                work.add(next);
            } else {
                pending.addAll(sorter.byNextWord(next));
            }
        }
    }

    /** One thread's work. */
    private final class Sorter {

        private final RecordView one = new RecordView(file);
        private final RecordView other = new RecordView(file);
        private final MemorySegment bytes = file.bytes();

        void sort(Range range) {
            var pending = new ArrayList<>(List.of(range));
            while (!pending.isEmpty()) {
                Range next = pending.removeLast();
                if (next.size() <= FEW) {
                    insertionSort(next.from, next.to);
                } else {
                    pending.addAll(byNextWord(next));
                }
            }
        }

        /** Puts a range in the order of the next eight bytes, and gives what is equal in them. */
        List<Range> byNextWord(Range range) {
            for (int i = range.from; i < range.to; i++) {
                words[i - offset] = word(records[i], range.depth);
            }
            quicksort(range.from, range.to - 1);
            var equal = new ArrayList<Range>();
            int start = range.from;
            for (int i = range.from + 1; i <= range.to; i++) {
                if (i == range.to || words[i - offset] != words[start - offset]) {
                    if (i - start > 1) {
                        equal.add(behindEnded(new Range(start, i, range.depth + 8)));
                    }
                    start = i;
                }
            }
            return equal;
        }

        /** Keys that end within the last eight bytes come first, the shorter before the longer. */
        private Range behindEnded(Range range) {
            int ended = range.from;
            for (int i = range.from; i < range.to; i++) {
                one.require(records[i]);
                if (one.keyLength <= range.depth) {
                    swap(i, ended++);
                }
            }
            insertionSort(range.from, ended);
            return new Range(ended, range.to, range.depth);
        }

        /** Eight bytes of a key, as a number that sorts like them; zeros behind its end. */
        private long word(long record, int depth) {
            one.require(record);
            int rest = one.keyLength - depth;
            long at = one.keyStart + depth;
            if (rest >= 8) {
                return bytes.get(WORD, at) ^ Long.MIN_VALUE;
            }
            long word = 0;
            for (int i = 0; i < rest; i++) {
                word |= (bytes.get(ValueLayout.JAVA_BYTE, at + i) & 0xffL) << 56 - 8 * i;
            }
            return word ^ Long.MIN_VALUE;
        }

        private void insertionSort(int from, int to) {
            for (int i = from + 1; i < to; i++) {
                long record = records[i];
                one.require(record);
                int at = i - 1;
                for (; at >= from; at--) {
                    other.require(records[at]);
                    if (one.compareKey(other) >= 0) {
                        break;
                    }
                    records[at + 1] = records[at];
                }
                records[at + 1] = record;
            }
        }

        /** Sorts words, and records with them. The smaller part is done first, so that the stack stays small. */
        private void quicksort(int from, int to) {
            int low = from;
            int high = to;
            while (low < high) {
                long pivot = middle(words[low - offset], words[((low + high) >>> 1) - offset], words[high - offset]);
                int left = low;
                int right = high;
                while (left <= right) {
                    while (words[left - offset] < pivot) {
                        left++;
                    }
                    while (words[right - offset] > pivot) {
                        right--;
                    }
                    if (left <= right) {
                        swap(left++, right--);
                    }
                }
                if (right - low < high - left) {
                    quicksort(low, right);
                    low = left;
                } else {
                    quicksort(left, high);
                    high = right;
                }
            }
        }

        private static long middle(long a, long b, long c) {
            return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
        }

        private void swap(int i, int j) {
            long record = records[i];
            records[i] = records[j];
            records[j] = record;
            long word = words[i - offset];
            words[i - offset] = words[j - offset];
            words[j - offset] = word;
        }
    }
}
