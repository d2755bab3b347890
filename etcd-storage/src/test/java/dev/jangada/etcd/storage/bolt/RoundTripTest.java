package dev.jangada.etcd.storage.bolt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written is what is read, for any sorted records. */
class RoundTripTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void anySortedRecordsComeBack(long seed) throws IOException {
        var random = new Random(seed);
        NavigableMap<byte[], NavigableMap<byte[], byte[]>> buckets = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = random.nextInt(8); i >= 0; i--) {
            buckets.put(bytes(random, 1 + random.nextInt(20)), records(random));
        }
        Path file = write(buckets);
        try (BoltFile bolt = BoltFile.open(file, false)) {
            assertThat(bolt.buckets().stream().map(Bucket::nameBytes).toList())
                    .as("seed %d", seed)
                    .usingElementComparator(Arrays::compareUnsigned)
                    .containsExactlyElementsOf(buckets.keySet());
            for (Bucket bucket : bolt.buckets()) {
                compare(bucket, Objects.requireNonNull(buckets.get(bucket.nameBytes())), random);
            }
            Check check = Check.run(bolt, RecordCheck.NONE, 10);
            assertThat(check.faults()).as("seed %d", seed).isEmpty();
            assertThat(check.records())
                    .isEqualTo(buckets.values().stream()
                            .mapToLong(NavigableMap::size)
                            .sum());
            assertThat(bolt.usage().free()).isZero();
            compareCopy(bolt, buckets, random);
        }
    }

    /** Pages that are full are copied as they lie, records of others one by one. */
    private void compareCopy(BoltFile bolt, NavigableMap<byte[], NavigableMap<byte[], byte[]>> buckets, Random random) {
        Path copy = folder.resolve("copy");
        try (BoltWriter writer = BoltWriter.create(copy)) {
            bolt.buckets().forEach(bucket -> {
                writer.bucket(bucket.nameBytes());
                writer.putAll(bucket);
                // Something behind what was copied, which must end in another page.
                byte[] last = new byte[Layout.LONGEST_KEY];
                Arrays.fill(last, (byte) 0xff);
                writer.put(last, new byte[] {1});
            });
            writer.finish();
        }
        try (BoltFile copied = BoltFile.open(copy, false)) {
            assertThat(Check.run(copied, RecordCheck.NONE, 10).faults()).isEmpty();
            for (Bucket bucket : copied.buckets()) {
                NavigableMap<byte[], byte[]> records = new TreeMap<>(Arrays::compareUnsigned);
                records.putAll(Objects.requireNonNull(buckets.get(bucket.nameBytes())));
                byte[] last = new byte[Layout.LONGEST_KEY];
                Arrays.fill(last, (byte) 0xff);
                records.put(last, new byte[] {1});
                compare(bucket, records, random);
            }
        }
    }

    /** Empty, tiny, of many levels with long keys, and with values over many pages. */
    private static NavigableMap<byte[], byte[]> records(Random random) {
        NavigableMap<byte[], byte[]> records = new TreeMap<>(Arrays::compareUnsigned);
        int count = List.of(0, 1, 3, 40, 3_000).get(random.nextInt(5));
        int longestKey = List.of(8, 60, 1_500).get(random.nextInt(3));
        int longestValue = List.of(1, 300, 6_000).get(random.nextInt(3));
        for (int i = 0; i < count; i++) {
            records.put(bytes(random, 4 + random.nextInt(longestKey)), bytes(random, random.nextInt(longestValue)));
        }
        if (random.nextInt(3) == 0) {
            records.put(bytes(random, Layout.LONGEST_KEY), bytes(random, 3 << 20));
            records.put(bytes(random, 5), new byte[0]);
        }
        return records;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Path write(NavigableMap<byte[], NavigableMap<byte[], byte[]>> buckets) throws IOException {
        Path file = folder.resolve("db");
        try (BoltWriter writer = BoltWriter.create(file)) {
            buckets.forEach((name, records) -> {
                writer.bucket(name);
                records.forEach(writer::put);
            });
            assertThat(file).as("before it is whole").doesNotExist();
            writer.finish();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("db");
        return file;
    }

    private static void compare(Bucket bucket, NavigableMap<byte[], byte[]> records, Random random) {
        var read = new ArrayList<byte[]>();
        for (Cursor at = bucket.cursor(); at.valid(); at.next()) {
            byte[] key = at.key().toArray(ValueLayout.JAVA_BYTE);
            read.add(key);
            assertThat(at.value().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(records.get(key));
        }
        assertThat(read).usingElementComparator(Arrays::compareUnsigned).containsExactlyElementsOf(records.keySet());
        for (int i = 0; i < 50; i++) {
            byte[] wanted = read.isEmpty() || random.nextBoolean()
                    ? bytes(random, 1 + random.nextInt(10))
                    : read.get(random.nextInt(read.size()));
            byte[] expected = records.ceilingKey(wanted);
            Cursor found = bucket.from(MemorySegment.ofArray(wanted));
            assertThat(found.valid()).isEqualTo(expected != null);
            if (expected != null) {
                assertThat(found.key().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
            }
            assertThat(bucket.get(wanted).isPresent()).isEqualTo(records.containsKey(wanted));
        }
    }

    @Test
    void recordsOutOfOrderAreRefusedAndLeaveNothing() {
        try (BoltWriter writer = BoltWriter.create(folder.resolve("db"))) {
            writer.bucket("b");
            writer.put(new byte[] {2}, new byte[0]);
            assertThatThrownBy(() -> writer.put(new byte[] {2}, new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.put(new byte[0], new byte[0])).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void fileThatIsThereIsNotOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("db"), "mine");
        assertThatThrownBy(() -> BoltWriter.create(file)).isInstanceOf(Problem.class);
        assertThat(file).hasContent("mine");
    }
}
