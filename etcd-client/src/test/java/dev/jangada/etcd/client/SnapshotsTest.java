package dev.jangada.etcd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(names = {"V3_4", "V3_6"})
    void aSnapshotIsWhatEtcdRestores(EtcdVersion version) throws IOException {
        saveAndRestore(version);
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(names = {"V3_5", "V3_7"})
    void inTheOtherVersionsToo(EtcdVersion version) throws IOException {
        saveAndRestore(version);
    }

    private void saveAndRestore(EtcdVersion version) throws IOException {
        Path file = temp.resolve("etcd.db");
        EtcdCluster.HashKv hash;
        try (EtcdCluster cluster = EtcdCluster.start(
                        options -> options.version(version).members(3).tls());
                EtcdClient client = EtcdClient.open(Reach.of(cluster))) {
            long revision = fill(cluster.gateway());
            hash = cluster.hashKv(cluster.member(0), revision);
            var received = new AtomicLong();
            SavedSnapshot saved = new Snapshots(client, Clock.fixed(NOW, ZoneOffset.UTC))
                    .save(new SnapshotOrder(
                            file,
                            Optional.empty(),
                            new ToolCheck(),
                            Map.of("kubernetesVersion", "v1.36.1"),
                            (now, total) -> {
                                assertThat(now).isBetween(received.getAndSet(now) + 1, total);
                            }));

            assertThat(saved.warnings()).isEmpty();
            assertThat(saved.record().hashComparison()).isEqualTo(HashComparison.EQUAL);
            assertThat(saved.record().revision()).isEqualTo(revision);
            assertThat(saved.record().status().leads()).isFalse();
            assertThat(Files.size(file)).isEqualTo(received.get());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(names()).containsExactlyInAnyOrder("etcd.db", "etcd.db.json");
            JsonNode record =
                    new ObjectMapper().readTree(SnapshotRecord.fileOf(file).toFile());
            assertThat(record.path("formatVersion").asInt()).isEqualTo(1);
            assertThat(record.path("takenAt").asText()).isEqualTo("2026-11-27T03:00:00Z");
            assertThat(record.path("revision").asLong()).isEqualTo(revision);
            assertThat(record.path("raftIndex").asLong()).isPositive();
            assertThat(record.path("etcdVersion").asText()).startsWith(version.number() + ".");
            assertThat(record.path("kubernetesVersion").asText()).isEqualTo("v1.36.1");
        }
        try (EtcdCluster restored = EtcdCluster.prepare(options -> options.version(version))) {
            restored.restore(file);
            restored.start();
            assertThat(restored.hashKv(restored.member(0), 0)).isEqualTo(hash);
        }
    }

    /** Values enough for many messages, deletions, and a compaction. */
    private static long fill(EtcdGateway etcd) {
        for (int batch = 0; batch < 10; batch++) {
            var values = new HashMap<String, byte[]>();
            for (int key = 0; key < 100; key++) {
                byte[] value = new byte[1000];
                value[0] = (byte) key;
                values.put("/key/" + batch + "/" + key, value);
            }
            etcd.put(values);
        }
        etcd.compact(etcd.delete("/key/0/0"));
        return etcd.put("/last", "x".getBytes(UTF_8));
    }

    @Test
    void alarmsRefuseOrWarn() throws IOException {
        try (EtcdCluster cluster = EtcdCluster.start(options -> options.tls());
                EtcdClient client = EtcdClient.open(Reach.of(cluster))) {
            fill(cluster.gateway());
            cluster.gateway().raise("NOSPACE");
            SavedSnapshot saved = new Snapshots(client, Clock.systemUTC()).save(order(temp.resolve("full.db")));
            assertThat(saved.warnings()).extracting(Problem::code).containsExactly("alarm-nospace");
            assertThat(saved.warnings().getFirst()).hasMessageContaining("the cluster takes no writes");

            cluster.gateway().raise("CORRUPT");
            refused(client, temp.resolve("corrupt.db"), ExitCode.REFUSED, "has the alarm CORRUPT");
            assertThat(names()).containsExactlyInAnyOrder("full.db", "full.db.json");
        }
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws IOException {
        try (EtcdCluster cluster = EtcdCluster.start(options -> options.tls());
                EtcdClient client = EtcdClient.open(Reach.of(cluster))) {
            Path file = Files.writeString(temp.resolve("there.db"), "precious");
            refused(client, file, ExitCode.REFUSED, "exists already");
            assertThat(file).hasContent("precious");
            Path record = Files.writeString(temp.resolve("moved.db.json"), "of a snapshot that was moved");
            refused(
                    client,
                    temp.resolve("moved.db"),
                    ExitCode.REFUSED,
                    record + " exists already, without its snapshot");
            assertThat(record).hasContent("of a snapshot that was moved");
            refused(client, temp.resolve("none/x.db"), ExitCode.FAILED, "the directory " + temp.resolve("none"));
        }
    }

    @Test
    void aSnapshotThatIsNotWhatTheMemberHasIsNotKept() throws IOException {
        try (EtcdCluster cluster = EtcdCluster.start(options -> options.tls());
                EtcdClient client = EtcdClient.open(Reach.of(cluster))) {
            long revision = fill(cluster.gateway());
            SnapshotCheck wrong = file -> new ToolCheck.FoundContent(
                    revision, new ToolCheck().check(file).compactRevision(), 4711);
            assertThatThrownBy(() -> new Snapshots(client, Clock.systemUTC()).save(order(temp.resolve("x.db"), wrong)))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                    .hasMessageContaining("its hash is 1267");
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void compactionMeanwhileIsSaid() throws IOException {
        try (EtcdCluster cluster = EtcdCluster.start(options -> options.tls());
                EtcdClient client = EtcdClient.open(Reach.of(cluster))) {
            fill(cluster.gateway());
            // Between the snapshot and the question for its hash.
            SnapshotCheck slow = file -> {
                SnapshotCheck.Content content = new ToolCheck().check(file);
                cluster.gateway().compact(cluster.gateway().put("/later", new byte[1]));
                return content;
            };
            SavedSnapshot saved = new Snapshots(client, Clock.systemUTC()).save(order(temp.resolve("late.db"), slow));
            assertThat(saved.record().hashComparison()).isEqualTo(HashComparison.COMPACTED_MEANWHILE);
            assertThat(saved.record().compactRevision()).isEqualTo(12);
            assertThat(saved.warnings()).extracting(Problem::code).containsExactly("not-compared");
        }
    }

    private void refused(EtcdClient client, Path file, ExitCode code, String text) {
        assertThatThrownBy(() -> new Snapshots(client, Clock.systemUTC()).save(order(file)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(code))
                .hasMessageContaining(text);
    }

    private static SnapshotOrder order(Path file) {
        return order(file, new ToolCheck());
    }

    private static SnapshotOrder order(Path file, SnapshotCheck check) {
        return new SnapshotOrder(file, Optional.empty(), check, Map.of(), SnapshotProgress.NONE);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(temp)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
