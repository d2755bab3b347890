package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.Parts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Live keys, counted by how they begin. */
record LiveCount(long keys, long bumps, long bytes, List<Census> census) {

    private static final int PART = 1 << 14;

    /** More different beginnings than this are counted as one, without a name: keys need not have any order. */
    private static final int MOST = 10_000;

    static LiveCount of(Mvcc mvcc, int separators) {
        long[] records = NewestRecords.of(mvcc.bucket(), mvcc.currentRevision()).puts(true);
        List<Counter> parts = Parts.map((records.length + PART - 1) / PART, part -> {
            var counter = new Counter(mvcc, separators);
            for (int i = part * PART; i < Math.min(records.length, (part + 1) * PART); i++) {
                counter.add(records[i]);
            }
            return counter;
        });
        var total = new Counter(mvcc, separators);
        parts.forEach(total::add);
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
        private final int separators;
        private final RecordView view;
        private long bumps;

        Counter(Mvcc mvcc, int separators) {
            this.mvcc = mvcc;
            this.separators = separators;
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
            Group group = group(new Beginning(mvcc.file().bytes().asSlice(view.keyStart, beginning())));
            group.keys++;
            group.bytes += view.keyLength + view.valueLength;
        }

        private Group group(Beginning beginning) {
            Group known = groups.get(beginning);
            return known != null
                    ? known
                    : groups.computeIfAbsent(groups.size() < MOST ? beginning : REST, unknown -> new Group());
        }

        private long beginning() {
            int found = 0;
            for (int i = 0; i < view.keyLength; i++) {
                if (mvcc.file().bytes().get(ValueLayout.JAVA_BYTE, view.keyStart + i) == '/' && ++found == separators) {
                    return i + 1L;
                }
            }
            return view.keyLength;
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
