package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.Parts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Live keys, counted by how they begin. */
record LiveCount(long keys, long bumps, long bytes, List<Census> census) {

    /** In which the records are counted, each with as many groups as the whole may have. */
    private static final int PARTS = 16;

    static LiveCount of(Mvcc mvcc, Sorting sorting) {
        long[] records = NewestRecords.of(mvcc.bucket(), mvcc.currentRevision()).puts(true);
        Counter total = count(mvcc, sorting, records, Set.of());
        if (total.groups.containsKey(Counter.REST)) {
            // Another part may have counted as the rest what is told apart here: once more, knowing what that is.
            total.groups.remove(Counter.REST);
            total = count(mvcc, sorting, records, total.groups.keySet());
        }
        List<Census> census = total.groups.entrySet().stream()
                .map(group -> group.getKey().census(group.getValue()))
                .sorted(Comparator.comparingLong(Census::bytes)
                        .reversed()
                        .thenComparing(Census::prefix)
                        .thenComparing(Census::valueHead))
                .toList();
        return new LiveCount(
                census.stream().mapToLong(Census::keys).sum(),
                total.bumps,
                census.stream().mapToLong(Census::bytes).sum(),
                census);
    }

    private static Counter count(Mvcc mvcc, Sorting sorting, long[] records, Set<Beginning> told) {
        List<Counter> parts = Parts.map(PARTS, part -> {
            var counter = new Counter(mvcc, sorting, told);
            int end = (int) ((part + 1L) * records.length / PARTS);
            for (int i = (int) ((long) part * records.length / PARTS); i < end; i++) {
                counter.add(records[i]);
            }
            return counter;
        });
        var total = new Counter(mvcc, sorting, told);
        parts.forEach(total::add);
        return total;
    }

    /** How a key and its value begin, in the map: equal if the bytes are. */
    private static final class Beginning {

        static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

        private final MemorySegment key;
        private final MemorySegment value;
        private final int hash;

        Beginning(MemorySegment key, MemorySegment value) {
            this.key = key;
            this.value = value;
            this.hash = sum(value, sum(key, 0));
        }

        private static int sum(MemorySegment bytes, int before) {
            int sum = before;
            for (long i = 0; i < bytes.byteSize(); i++) {
                sum = 31 * sum + bytes.get(ValueLayout.JAVA_BYTE, i);
            }
            return sum;
        }

        Census census(Group group) {
            return new Census(
                    new String(key.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8),
                    new String(value.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1),
                    group.keys,
                    group.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Beginning that && key.mismatch(that.key) < 0 && value.mismatch(that.value) < 0;
        }
    }

    private static final class Group {
        private long keys;
        private long bytes;
    }

    private static final class Counter {

        private static final Beginning REST = new Beginning(Beginning.NOTHING, Beginning.NOTHING);

        private final Map<Beginning, Group> groups = new HashMap<>();
        private final Mvcc mvcc;
        private final Sorting sorting;
        private final RecordView view;
        private long bumps;

        /** A counter that tells some groups apart, and as many more as fit. */
        Counter(Mvcc mvcc, Sorting sorting, Set<Beginning> told) {
            told.forEach(beginning -> groups.put(beginning, new Group()));
            this.mvcc = mvcc;
            this.sorting = sorting;
            this.view = new RecordView(mvcc.file());
        }

        void add(long record) {
            view.require(record);
            if (view.bump()) {
                bumps++;
                return;
            }
            // Only the sizes are wanted, but a record that cannot be read has none.
            if (view.all() != null) {
                throw view.fault(MvccMessage.NOT_A_RECORD).problem();
            }
            MemorySegment bytes = mvcc.file().bytes();
            int key = sorting.keyHead(bytes, view.keyStart, view.keyLength);
            int value = sorting.valueHead(bytes, view.valueStart, view.valueLength);
            Group group = group(new Beginning(
                    bytes.asSlice(view.keyStart, key),
                    value == 0 ? Beginning.NOTHING : bytes.asSlice(view.valueStart, value)));
            group.keys++;
            group.bytes += view.keyLength + view.valueLength;
        }

        private Group group(Beginning beginning) {
            Group known = groups.get(beginning);
            return known != null
                    ? known
                    : groups.computeIfAbsent(groups.size() < Census.MOST ? beginning : REST, unknown -> new Group());
        }

        void add(Counter other) {
            bumps += other.bumps;
            other.groups.forEach((beginning, counted) -> {
                Group group = group(beginning);
                group.keys += counted.keys;
                group.bytes += counted.bytes;
            });
        }
    }
}
