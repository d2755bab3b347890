package dev.jangada.etcd.storage.wal;

import dev.jangada.etcd.storage.bolt.Lexicographic;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.KeyState;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys that exist while a log is replayed: those of the database, by their numbers in the order of its keys, and over
 * them what the log has put. Heap: a bit a key of the database, 4 bytes a key of it with a lease, and about 200 bytes a key
 * that the log has put and not deleted; deleting many keys at once costs none.
 */
final class LiveKeys {

    private final KeyState base;

    /** Keys that the log has put and not deleted since. */
    private final NavigableMap<MemorySegment, Live> put = new TreeMap<>(Lexicographic::compare);

    /** By lease: which of those go with it. */
    private final Map<Long, NavigableSet<MemorySegment>> leased = new HashMap<>();

    /** The database's keys that the log has put or deleted: what the database says of them is past. */
    private final BitSet past = new BitSet();

    private @Nullable Map<Long, Numbers> leasedInBase;

    LiveKeys(KeyState base) {
        this.base = base;
    }

    /** Keys that exist, in their order: one that the log has put, or some of the database that follow one another. */
    interface Found {

        void one(Live live);

        /** Keys number {@code from} to {@code to}, exclusive, of the database. */
        void many(int from, int to);
    }

    /** A key; null if it does not exist. */
    @Nullable
    Live get(MemorySegment key) {
        Live over = put.get(key);
        if (over != null) {
            return over;
        }
        int number = number(key);
        return number < 0 || past.get(number) ? null : live(base.get(number));
    }

    /** The number of a key in the database; -1 if it is not there. */
    private int number(MemorySegment key) {
        int at = base.lowerBound(bytes(key));
        return at < base.size() && Lexicographic.compare(base.get(at).key(), key) == 0 ? at : -1;
    }

    /**
     * Finds the keys that a request names.
     *
     * @param end the first key behind them; empty for {@code key} alone, a zero byte for no end
     */
    void find(MemorySegment key, MemorySegment end, Found found) {
        if (end.byteSize() == 0) {
            one(key, found);
            return;
        }
        boolean open = end.byteSize() == 1 && end.get(ValueLayout.JAVA_BYTE, 0) == 0;
        if (!open && Lexicographic.compare(key, end) >= 0) {
            return;
        }
        int at = base.lowerBound(bytes(key));
        // A copy, because what is found may be deleted at once.
        Live[] over = (open ? put.tailMap(key, true) : put.subMap(key, true, end, false))
                .values()
                .toArray(Live[]::new);
        for (Live live : over) {
            int number = base.lowerBound(bytes(live.key()));
            many(at, number, found);
            found.one(live);
            at = number;
        }
        many(at, open ? base.size() : base.lowerBound(bytes(end)), found);
    }

    private void one(MemorySegment key, Found found) {
        Live over = put.get(key);
        int number = over == null ? number(key) : -1;
        if (over != null) {
            found.one(over);
        } else if (number >= 0 && !past.get(number)) {
            found.many(number, number + 1);
        }
    }

    private void many(int from, int to, Found found) {
        for (int start = past.nextClearBit(from); start < to; ) {
            int next = past.nextSetBit(start);
            int end = next < 0 ? to : Math.min(next, to);
            found.many(start, end);
            start = past.nextClearBit(end);
        }
    }

    /** Whether something holds for all of the keys that a request names; it does if there are none. */
    boolean allMatch(MemorySegment key, MemorySegment end, Predicate<Live> predicate) {
        var all = new All(predicate);
        find(key, end, all);
        return all.hold;
    }

    /** Whether none of the keys that a request names exists. */
    boolean none(MemorySegment key, MemorySegment end) {
        return allMatch(key, end, live -> false);
    }

    private final class All implements Found {

        private final Predicate<Live> predicate;
        private boolean hold = true;

        All(Predicate<Live> predicate) {
            this.predicate = predicate;
        }

        @Override
        public void one(Live live) {
            hold = hold && predicate.test(live);
        }

        @Override
        public void many(int from, int to) {
            for (int i = from; i < to && hold; i++) {
                hold = predicate.test(live(base.get(i)));
            }
        }
    }

    /** Finds the keys that go with a lease. */
    void findLeased(long lease, Found found) {
        Numbers numbers = leasedInBase().get(lease);
        int at = 0;
        Live[] over = leased.getOrDefault(lease, new TreeSet<>(Lexicographic::compare)).stream()
                .map(put::get)
                .toArray(Live[]::new);
        for (Live live : over) {
            at = leased(numbers, at, base.lowerBound(bytes(live.key())), found);
            found.one(live);
        }
        var _ = leased(numbers, at, base.size(), found);
    }

    private int leased(@Nullable Numbers numbers, int first, int end, Found found) {
        int at = first;
        while (numbers != null && at < numbers.count() && numbers.get(at) < end) {
            int number = numbers.get(at++);
            many(number, number + 1, found);
        }
        return at;
    }

    /** Whether something holds for all keys that go with a lease. */
    boolean allLeasedMatch(long lease, Predicate<Live> predicate) {
        var all = new All(predicate);
        findLeased(lease, all);
        return all.hold;
    }

    private Map<Long, Numbers> leasedInBase() {
        if (leasedInBase == null) {
            var found = new HashMap<Long, Numbers>();
            var number = new int[1];
            base.forEach(record -> {
                if (record.lease() != 0) {
                    found.computeIfAbsent(record.lease(), first -> new Numbers())
                            .add(number[0]);
                }
                number[0]++;
            });
            leasedInBase = found;
        }
        return leasedInBase;
    }

    void put(Live live) {
        forget(live.key());
        put.put(live.key(), live);
        if (live.lease() != 0) {
            leased.computeIfAbsent(live.lease(), first -> new TreeSet<>(Lexicographic::compare))
                    .add(live.key());
        }
    }

    /** Deletes a key that the log has put. */
    void delete(Live live) {
        forget(live.key());
    }

    private void forget(MemorySegment key) {
        Live before = put.remove(key);
        if (before == null) {
            int number = number(key);
            if (number >= 0) {
                past.set(number);
            }
        } else if (before.lease() != 0) {
            leased.computeIfPresent(before.lease(), (lease, keys) -> {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            });
        }
    }

    /** Deletes keys number {@code from} to {@code to}, exclusive, of the database. */
    void delete(int from, int to) {
        past.set(from, to);
    }

    /** Gives keys number {@code from} to {@code to}, exclusive, of the database to a consumer. */
    void keys(int from, int to, Consumer<byte[]> consumer) {
        base.forEach(from, to, record -> consumer.accept(bytes(record.key())));
    }

    private static Live live(KeyRecord record) {
        return new Live(
                record.key(),
                record.createRevision(),
                record.revision(),
                record.version(),
                record.lease(),
                record.value());
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }
}
