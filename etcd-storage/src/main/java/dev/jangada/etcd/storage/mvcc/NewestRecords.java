package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Page;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The newest record of every key up to a revision, found in one pass over the bucket by all processors. A record stands
 * here as the byte where its element begins, 16 bits of its key's hash, and whether it is a deletion; whether two keys are the same is looked up in
 * the map. 12 to 24 bytes of heap a record that is taken in.
 */
final class NewestRecords {

    private static final int TABLES = 256;
    private static final int STRETCHES_BITS = 12;
    private static final int TAG_SHIFT = 48;
    private static final long TOMBSTONE = 1L << 47;
    private static final long BUMP = 1L << 46;

    /** No file is longer than 64 TiB. */
    private static final long OFFSET = BUMP - 1;

    /** Pages that are looked at to guess how many records there are. */
    private static final int SAMPLE = 1000;

    /** Bytes that a record takes as a rule or more; of smaller ones the tables grow as they come. */
    private static final int SMALL = 256;

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final BoltFile file;
    private final Table[] tables = new Table[TABLES];

    /** So that nobody can write keys that all have the same hash. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    private NewestRecords(BoltFile file, long expected) {
        this.file = file;
        int slots = Integer.highestOneBit((int) Math.min(expected * 3 / 2 / TABLES + 8, 1 << 28)) << 1;
        Arrays.setAll(tables, i -> new Table(slots));
    }

    /**
     * Finds them.
     *
     * @param upTo the newest main revision that counts
     * @param prefix which keys count; empty for all
     */
    static NewestRecords of(Bucket bucket, long upTo, MemorySegment prefix) {
        long expected = prefix.byteSize() > 0 ? 0 : expected(bucket);
        var newest = new NewestRecords(bucket.file(), expected);
        bucket.scan((from, to) -> {
            var view = new RecordView(bucket.file());
            var other = new RecordView(bucket.file());
            for (int i = from; i < to; i++) {
                newest.add(bucket.leaf(i), upTo, prefix, view, other);
            }
            return true;
        });
        return newest;
    }

    /** About how many records there are, as the headers of some pages say; no file has room for more than is said here. */
    private static long expected(Bucket bucket) {
        int looked = Math.min(bucket.leaves(), SAMPLE);
        long count = 0;
        for (int i = 0; i < looked; i++) {
            count += bucket.leaf((int) ((long) bucket.leaves() * i / looked)).count();
        }
        long records = looked == 0 ? 0 : count * bucket.leaves() / looked;
        return Math.min(records, bucket.file().bytes().byteSize() / SMALL);
    }

    /** How many records there are, as the pages' headers say. */
    static long count(Bucket bucket) {
        return bucket
                .scan((from, to) -> {
                    long count = 0;
                    for (int i = from; i < to; i++) {
                        count += bucket.leaf(i).count();
                    }
                    return count;
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void add(Page page, long upTo, MemorySegment prefix, RecordView view, RecordView other) {
        page.check();
        for (int i = 0; i < page.count(); i++) {
            view.require(page.element(i));
            if (view.main > upTo) {
                return;
            }
            if (prefix.byteSize() == 0 || view.hasPrefix(prefix)) {
                long hash = hash(view);
                Table table = tables[(int) (hash & (TABLES - 1))];
                synchronized (table) {
                    table.add(view, hash, other);
                }
            }
        }
    }

    /** Whether the record that the view shows is the newest of its key. */
    boolean isNewest(RecordView view, RecordView other) {
        long hash = hash(view);
        return tables[(int) (hash & (TABLES - 1))].find(view, hash, other) == view.element;
    }

    /**
     * Those that are no deletions, nearly in the order of the file, which is how they are read fastest: what is nearer to each
     * other than a 4096th of it may stand in any order.
     */
    long[] puts(boolean bumpToo) {
        long leftOut = bumpToo ? TOMBSTONE : TOMBSTONE | BUMP;
        int shift = Math.max(
                0,
                Long.SIZE
                        - STRETCHES_BITS
                        - Long.numberOfLeadingZeros(file.bytes().byteSize()));
        int[] next = new int[(1 << STRETCHES_BITS) + 1];
        for (Table table : tables) {
            for (long slot : table.slots) {
                if (slot != 0 && (slot & leftOut) == 0) {
                    next[(int) ((slot & OFFSET) >>> shift) + 1]++;
                }
            }
        }
        Arrays.parallelPrefix(next, Math::addExact);
        long[] all = new long[next[next.length - 1]];
        for (int t = 0; t < TABLES; t++) {
            for (long slot : tables[t].slots) {
                if (slot != 0 && (slot & leftOut) == 0) {
                    all[next[(int) ((slot & OFFSET) >>> shift)]++] = slot & OFFSET;
                }
            }
            // What was copied is not needed here any more, and both together may not fit.
            tables[t] = new Table(0);
        }
        return all;
    }

    /** How many of them are no deletions; the mark of a bump counts. */
    long countPuts() {
        long count = 0;
        for (Table table : tables) {
            for (long slot : table.slots) {
                count += slot == 0 || (slot & TOMBSTONE) != 0 ? 0 : 1;
            }
        }
        return count;
    }

    private long hash(RecordView view) {
        return hash(file.bytes(), view.keyStart, view.keyLength, seed);
    }

    /** A hash of some bytes, eight at a time; the last eight overlap those before them. */
    static long hash(MemorySegment bytes, long start, int length, long seed) {
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

    /** Source: the finalizer of MurmurHash3. */
    private static long mix(long word) {
        long mixed = word * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    /** One of many hash tables, so that threads seldom want the same. */
    private final class Table {

        private long[] slots;
        private int size;

        Table(int room) {
            slots = new long[room];
        }

        void add(RecordView view, long hash, RecordView other) {
            if (size >= slots.length - slots.length / 4) {
                grow(other);
            }
            int slot = slot(view, hash, other);
            if (slots[slot] == 0) {
                size++;
            } else {
                long element = slots[slot] & OFFSET;
                if (!view.newerThan(RecordView.main(file, element), RecordView.sub(file, element))) {
                    return;
                }
            }
            slots[slot] = entry(view, hash);
        }

        long find(RecordView view, long hash, RecordView other) {
            return slots.length == 0 ? 0 : slots[slot(view, hash, other)] & OFFSET;
        }

        /** Where the key of the view stands, or would stand. */
        private int slot(RecordView view, long hash, RecordView other) {
            int mask = slots.length - 1;
            for (int at = (int) (hash >>> 8) & mask; ; at = at + 1 & mask) {
                long entry = slots[at];
                if (entry == 0) {
                    return at;
                }
                if (entry >>> TAG_SHIFT == hash >>> TAG_SHIFT) {
                    other.require(entry & OFFSET);
                    if (view.compareKey(other) == 0) {
                        return at;
                    }
                }
            }
        }

        private void grow(RecordView other) {
            long[] old = slots;
            slots = new long[Math.max(8, old.length * 2)];
            int mask = slots.length - 1;
            for (long entry : old) {
                if (entry != 0) {
                    other.require(entry & OFFSET);
                    int at = (int) (hash(other) >>> 8) & mask;
                    while (slots[at] != 0) {
                        at = at + 1 & mask;
                    }
                    slots[at] = entry;
                }
            }
        }

        private long entry(RecordView view, long hash) {
            return view.element
                    | (view.tombstone ? TOMBSTONE : 0)
                    | (view.bump() ? BUMP : 0)
                    | hash >>> TAG_SHIFT << TAG_SHIFT;
        }
    }
}
