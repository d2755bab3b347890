package dev.jangada.etcd.storage.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of a state against a sorted map of the same changes. */
final class KeyStateTest {

    private static final Comparator<byte[]> BYTES = Arrays::compareUnsigned;

    @TempDir
    private Path folder;

    private final NavigableMap<byte[], Long> model = new TreeMap<>(BYTES);
    private final List<byte[]> changes = new ArrayList<>();
    private final List<Boolean> deletions = new ArrayList<>();

    private void put(byte[] key) {
        changes.add(key);
        deletions.add(false);
        model.put(key, changes.size() + 1L);
    }

    private void delete(byte[] key) {
        changes.add(key);
        deletions.add(true);
        model.remove(key);
    }

    private BoltFile file() {
        Path path = folder.resolve("db");
        try (BoltWriter writer = BoltWriter.create(path)) {
            writer.bucket("key");
            for (int i = 0; i < changes.size(); i++) {
                long revision = i + 2L;
                writer.put(
                        Encoding.revision(revision, 0, deletions.get(i)),
                        deletions.get(i)
                                ? Encoding.tombstone(changes.get(i))
                                : Encoding.put(changes.get(i), revision, revision, 1, new byte[i % 50], 0));
            }
            writer.bucket("meta");
            writer.finish();
        }
        return BoltFile.open(path, true);
    }

    /** Keys with few letters, so that there are many slashes, beginnings of others, and keys beside directories. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isInTheOrderOfTheBytes(long seed) {
        var random = new Random(seed);
        byte[][] letters = {{'/', 'a'}, {'/', 'a', 'b', (byte) 0xff, 0}, {'a'}, {'/', '.', '0', 'a', 'b', 'c'}};
        byte[] some = letters[(int) (seed % letters.length)];
        for (int i = 0; i < 3_000; i++) {
            byte[] key = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 12)];
            for (int at = 0; at < key.length; at++) {
                key[at] = some[random.nextInt(some.length)];
            }
            if (random.nextInt(5) == 0) {
                delete(key);
            } else {
                put(key);
            }
        }
        compare(random);
    }

    @Test
    void keysMayStandBesideDirectories() {
        for (String key : List.of(
                "compact_rev_key",
                "/registry/health",
                "/registry/health/a",
                "/registry/pods/b/x",
                "/registry/pods/b",
                "/registry/pods/b/",
                "/registry/pods/a/x",
                "/registry/pods/b0",
                "/",
                "no-slash")) {
            put(key.getBytes(StandardCharsets.US_ASCII));
        }
        compare(new Random(0));
    }

    /** As many as are put in order by several threads. */
    @Test
    void manyKeysOfOneDirectory() {
        var random = new Random(7);
        for (int i = 0; i < 60_000; i++) {
            put("/registry/pods/one-namespace/name-%d-%d"
                    .formatted(random.nextInt(1_000), i)
                    .getBytes(StandardCharsets.US_ASCII));
        }
        compare(random);
    }

    @Test
    void longKeysAndNoKeysAtAll() {
        try (BoltFile file = file()) {
            KeyState none = Mvcc.of(file).at(1);
            assertThat(none.size()).isZero();
            assertThat(none.lowerBound(new byte[] {'a'})).isZero();
            assertThat(none.get(new byte[] {'a'})).isEmpty();
        }
        folder = folder.resolve("more");
        assertThat(folder.toFile().mkdir()).isTrue();
        for (int length : new int[] {1, 2_000, 5_000, 40_000}) {
            byte[] directory = new byte[length];
            Arrays.fill(directory, (byte) 'd');
            directory[length - 1] = '/';
            put(directory);
            put((new String(directory, StandardCharsets.US_ASCII) + "b").getBytes(StandardCharsets.US_ASCII));
            put((new String(directory, StandardCharsets.US_ASCII) + "a").getBytes(StandardCharsets.US_ASCII));
        }
        compare(new Random(0));
    }

    private void compare(Random random) {
        List<byte[]> expected = List.copyOf(model.keySet());
        List<Long> revisions = List.copyOf(model.values());
        try (BoltFile file = file()) {
            Mvcc mvcc = Mvcc.of(file);
            KeyState state = mvcc.at(mvcc.currentRevision());
            assertThat(state.size()).isEqualTo(expected.size());
            // Asked for here and there first, so that the order is made piece by piece.
            for (int i = 0; i < 200 && !expected.isEmpty(); i++) {
                int at = random.nextInt(expected.size());
                assertThat(state.get(at).keyBytes()).isEqualTo(expected.get(at));
                byte[] key = changes.get(random.nextInt(changes.size()));
                byte[] wanted = Arrays.copyOf(key, random.nextInt(key.length + 2));
                assertThat(state.lowerBound(wanted))
                        .isEqualTo(model.headMap(wanted, false).size());
                assertThat(state.get(key).map(KeyRecord::revision).orElse(0L)).isEqualTo(model.getOrDefault(key, 0L));
            }
            assertThat(IntStream.range(0, state.size())
                            .mapToObj(i -> state.get(i).keyBytes())
                            .toList())
                    .usingElementComparator(BYTES)
                    .isEqualTo(expected);
            var all = new ArrayList<Long>();
            mvcc.at(mvcc.currentRevision()).forEach(record -> all.add(record.revision()));
            assertThat(all).isEqualTo(revisions);
            compareOlderStates(mvcc, random);
        }
    }

    private void compareOlderStates(Mvcc mvcc, Random random) {
        for (int i = 0; i < 10; i++) {
            // Before the first change there is revision 1.
            long revision = 1L + random.nextInt(changes.size() + 1);
            NavigableMap<byte[], Long> then = stateAt(revision);
            assertThat(states(mvcc.at(revision))).as("revision %d", revision).isEqualTo(texts(then));
            byte[] key = changes.get(random.nextInt(changes.size()));
            assertThat(mvcc.get(key, revision).map(KeyRecord::revision).orElse(0L))
                    .as("revision %d", revision)
                    .isEqualTo(then.getOrDefault(key, 0L));
            byte[] prefix = Arrays.copyOf(key, random.nextInt(key.length + 1));
            then.keySet().removeIf(each -> !startsWith(each, prefix));
            assertThat(states(mvcc.at(revision, prefix)))
                    .as("revision %d, %s", revision, text(prefix))
                    .isEqualTo(texts(then));
        }
    }

    private NavigableMap<byte[], Long> stateAt(long revision) {
        var state = new TreeMap<byte[], Long>(BYTES);
        for (int i = 0; i + 2L <= revision; i++) {
            if (deletions.get(i)) {
                state.remove(changes.get(i));
            } else {
                state.put(changes.get(i), i + 2L);
            }
        }
        return state;
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static List<String> states(KeyState state) {
        var found = new ArrayList<String>();
        state.forEach(record -> found.add(text(record.keyBytes()) + "=" + record.revision()));
        return found.stream().sorted().toList();
    }

    private static List<String> texts(NavigableMap<byte[], Long> state) {
        return state.entrySet().stream()
                .map(entry -> text(entry.getKey()) + "=" + entry.getValue())
                .sorted()
                .toList();
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.ISO_8859_1);
    }
}
