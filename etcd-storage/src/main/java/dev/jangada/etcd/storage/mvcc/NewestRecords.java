package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Page;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The newest record of every key up to a revision, found in one pass over the bucket by all processors. A record stands
 * here as the byte where its element begins, 16 bits of its key's hash, and whether it is a deletion; whether two keys are the
 * same is looked up in the map. 11 to 22 bytes of heap a key that is taken in, half as much again where groups are wanted.
 */
final class NewestRecords {

    /** The prefix that every key has. */
    static final byte[] EVERY_KEY = {};

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

    private final BoltFile file;
    private final Table[] tables = new Table[TABLES];

    /** So that nobody can write keys that all have the same hash. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    private final @Nullable GroupFinder groups;

    private NewestRecords(BoltFile file, long expected, @Nullable GroupFinder groups) {
        this.file = file;
        this.groups = groups;
        int slots = Integer.highestOneBit((int) Math.min(expected * 3 / 2 / TABLES + 8, 1 << 28)) << 1;
        Arrays.setAll(tables, i -> new Table(slots));
    }

    /**
     * Finds them.
     *
     * @param upTo the newest main revision that counts
     */
    static NewestRecords of(Bucket bucket, long upTo) {
        return of(bucket, upTo, EVERY_KEY, null);
    }

    /**
     * Finds them.
     *
     * @param upTo the newest main revision that counts
     * @param prefix which keys count; empty for all
     * @param groups numbers what the keys begin with; null if nobody needs to know it
     */
    static NewestRecords of(Bucket bucket, long upTo, byte[] prefix, @Nullable GroupFinder groups) {
        long expected = prefix.length > 0 ? 0 : expected(bucket);
        var newest = new NewestRecords(bucket.file(), expected, groups);
        bucket.scan((from, to) -> {
            var adding = newest.new Adding(upTo, prefix);
            for (int i = from; i < to; i++) {
                adding.add(bucket.leaf(i));
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

    /** One thread's work. */
    private final class Adding {

        private final LeafScan scan = new LeafScan(file);
        private final RecordView other = new RecordView(file);
        private final long upTo;
        private final byte[] prefix;
        private final GroupFinder.@Nullable Cursor group = groups == null ? null : groups.new Cursor();

        Adding(long upTo, byte[] prefix) {
            this.upTo = upTo;
            this.prefix = prefix;
        }

        void add(Page page) {
            scan.begin(page);
            while (scan.next() && scan.main <= upTo) {
                if (prefix.length == 0 || scan.hasPrefix(prefix)) {
                    int found = group == null ? 0 : group.find(scan);
                    long hash = scan.hash(seed);
                    Table table = tables[(int) (hash & (TABLES - 1))];
                    synchronized (table) {
                        table.add(scan, hash, found, other);
                    }
                }
            }
        }
    }

    /** Whether the record that the view shows is the newest of its key. */
    boolean isNewest(RecordView view, RecordView other) {
        long hash = hash(view);
        return tables[(int) (hash & (TABLES - 1))].find(view.keyStart, view.keyLength, hash, other) == view.element;
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

    /** Takes a record and the number of its group. */
    interface PutConsumer {
        void accept(long record, int group);
    }

    /**
     * Gives those that are no deletions and not the mark of a bump, always in the same order.
     *
     * @param last whether they are not needed any more afterwards
     */
    void forEachPut(boolean last, PutConsumer consumer) {
        for (int t = 0; t < TABLES; t++) {
            Table table = tables[t];
            for (int i = 0; i < table.slots.length; i++) {
                long slot = table.slots[i];
                if (slot != 0 && (slot & (TOMBSTONE | BUMP)) == 0) {
                    consumer.accept(slot & OFFSET, table.groupOf(i));
                }
            }
            if (last) {
                tables[t] = new Table(0);
            }
        }
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
        return KeyHash.of(file.bytes(), view.keyStart, view.keyLength, seed);
    }

    /** One of many hash tables, so that threads seldom want the same. */
    private final class Table {

        private long[] slots;

        /** Numbers of the keys' groups; empty if nobody needs them. */
        private int[] groupIds;

        private int size;

        Table(int room) {
            slots = new long[room];
            groupIds = new int[groups == null ? 0 : room];
        }

        int groupOf(int slot) {
            return groupIds.length == 0 ? 0 : groupIds[slot];
        }

        void add(LeafScan scan, long hash, int group, RecordView other) {
            if (size >= slots.length - slots.length / 4) {
                grow(other);
            }
            int slot = slot(scan.keyStart, scan.keyLength, hash, other);
            if (slots[slot] == 0) {
                size++;
                if (groupIds.length > 0) {
                    groupIds[slot] = group;
                }
            } else if (!isNewer(scan, slots[slot] & OFFSET)) {
                return;
            }
            slots[slot] = scan.element
                    | (scan.tombstone ? TOMBSTONE : 0)
                    | (scan.bump ? BUMP : 0)
                    | hash >>> TAG_SHIFT << TAG_SHIFT;
        }

        private boolean isNewer(LeafScan scan, long element) {
            long main = RecordView.main(file, element);
            return scan.main > main || scan.main == main && scan.sub > RecordView.sub(file, element);
        }

        /** The newest record of a key; 0 if there is none. */
        long find(long keyStart, int keyLength, long hash, RecordView other) {
            return slots.length == 0 ? 0 : slots[slot(keyStart, keyLength, hash, other)] & OFFSET;
        }

        /** Where a key stands, or would stand. */
        private int slot(long keyStart, int keyLength, long hash, RecordView other) {
            int mask = slots.length - 1;
            for (int at = (int) (hash >>> 8) & mask; ; at = at + 1 & mask) {
                long entry = slots[at];
                if (entry == 0) {
                    return at;
                }
                if (entry >>> TAG_SHIFT == hash >>> TAG_SHIFT) {
                    other.require(entry & OFFSET);
                    if (other.hasKey(keyStart, keyLength)) {
                        return at;
                    }
                }
            }
        }

        private void grow(RecordView other) {
            long[] old = slots;
            int[] oldIds = groupIds;
            slots = new long[Math.max(8, old.length * 2)];
            groupIds = new int[groups == null ? 0 : slots.length];
            int mask = slots.length - 1;
            for (int i = 0; i < old.length; i++) {
                if (old[i] != 0) {
                    other.require(old[i] & OFFSET);
                    int at = (int) (hash(other) >>> 8) & mask;
                    while (slots[at] != 0) {
                        at = at + 1 & mask;
                    }
                    slots[at] = old[i];
                    if (oldIds.length > 0) {
                        groupIds[at] = oldIds[i];
                    }
                }
            }
        }
    }
}
