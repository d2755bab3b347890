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
                .map(group -> new Census(group.getKey().text(), group.getValue().keys, group.getValue().bytes))
                .sorted(Comparator.comparingLong(Census::bytes).reversed().thenComparing(Census::prefix))
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

    /** A beginning in the map: equal if the bytes are. */
    private static final class Beginning {

        private final MemorySegment bytes;
        private final int hash;

        Beginning(MemorySegment bytes) {
            this.bytes = bytes;
            int sum = 0;
            for (long i = 0; i < bytes.byteSize(); i++) {
                sum = 31 * sum + bytes.get(ValueLayout.JAVA_BYTE, i);
            }
            this.hash = sum;
        }

        String text() {
            return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Beginning that && bytes.mismatch(that.bytes) < 0;
        }
    }

    private static final class Group {
        private long keys;
        private long bytes;
    }

    private static final class Counter {

        private static final Beginning REST = new Beginning(MemorySegment.ofArray(new byte[0]));

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
            int head = sorting.keyHead(mvcc.file().bytes(), view.keyStart, view.keyLength);
            Group group = group(new Beginning(mvcc.file().bytes().asSlice(view.keyStart, head)));
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
