package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.etcd.storage.restore.NewCluster;
import dev.jangada.etcd.storage.restore.Restore;
import dev.jangada.etcd.storage.restore.RestoreOptions;
import dev.jangada.etcd.storage.restore.RestoreResult;
import dev.jangada.etcd.storage.restore.Target;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Parts;
import dev.jangada.lab.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real servers write is what we read, and what we write they start from. */
class RealEtcdTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#all")
    void snapshotSaysWhatTheServerAndItsToolSay(String server) throws IOException {
        try (LiveEtcd etcd = LiveEtcd.startNew(server, folder.resolve("data"))) {
            new RandomRequests(etcd, 11).send(150);
            long middle = etcd.revision();
            new RandomRequests(etcd, 12).send(100);
            Path snapshot = etcd.snapshot(folder.resolve("snapshot.db"));
            try (EtcdFile file = EtcdFile.open(snapshot, OpenOptions.standard())) {
                assertThat(file.kind()).isEqualTo(EtcdFile.Kind.SNAPSHOT);
                assertThat(file.verify(10).faults()).isEmpty();
                assertThat(keys(file.mvcc())).isEqualTo(etcd.keys());
                assertThat(file.mvcc().currentRevision()).isEqualTo(etcd.revision());
                assertThat(file.mvcc().hashKv(0)).isEqualTo(hashKv(etcd, 0));
                if (file.mvcc().compactRevision() <= middle) {
                    assertThat(file.mvcc().hashKv(middle).hash())
                            .isEqualTo(hashKv(etcd, middle).hash());
                }
                Status status = file.status(1);
                ObjectNode said = etcdutl("snapshot", "status", snapshot.toString(), "-w", "json");
                assertThat(status.hash()).isEqualTo(said.path("hash").asLong());
                assertThat(status.totalKey()).isEqualTo(said.path("totalKey").asLong());
                assertThat(status.totalSize()).isEqualTo(said.path("totalSize").asLong());
                assertThat(status.version()).isEqualTo(said.path("version").asText());
                assertThat(status.lastRecordRevision())
                        .isEqualTo(said.path("revision").asLong());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#all")
    void logIsReplayedAsTheServerReplaysIt(String server) {
        int replayed = 0;
        for (long seed = 1; seed <= 3; seed++) {
            Path data = folder.resolve("data" + seed);
            try (LiveEtcd etcd = LiveEtcd.startNew(server, data)) {
                new RandomRequests(etcd, seed).send(120);
                // What was written last may not have reached the database: it is written every 100 ms.
                etcd.kill();
                HashKv ours;
                List<String> keys;
                try (EtcdFile file = EtcdFile.open(data, options())) {
                    replayed += file.replay().orElseThrow().requests();
                    ours = file.mvcc().hashKv(0);
                    keys = keys(file.mvcc());
                }
                etcd.startAgain();
                assertThat(keys).as("seed %d", seed).isEqualTo(etcd.keys());
                assertThat(ours).as("seed %d", seed).isEqualTo(hashKv(etcd, 0));
                assertThat(ours.hashRevision()).as("seed %d", seed).isGreaterThan(50);
            }
        }
        assertThat(replayed).isPositive();
    }

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#all")
    void restoredMembersFormAClusterWithEveryKey(String server) throws IOException {
        Path snapshot = folder.resolve("snapshot.db");
        List<String> before = fillAndTake(server, snapshot);
        for (int members : new int[] {1, 3}) {
            for (long bump : new long[] {0, 1_000_000_000}) {
                restoreAndUse(server, snapshot, members, bump, before);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#all")
    @Tag("full")
    void fiveRestoredMembersFormAClusterToo(String server) throws IOException {
        Path snapshot = folder.resolve("snapshot.db");
        restoreAndUse(server, snapshot, 5, 1_000_000_000, fillAndTake(server, snapshot));
    }

    /** Takes a snapshot of a cluster that cannot be written to any more; gives its keys. */
    private List<String> fillAndTake(String server, Path snapshot) throws IOException {
        List<String> before;
        try (LiveEtcd etcd = LiveEtcd.startNew(server, folder.resolve("data"))) {
            new RandomRequests(etcd, 5).send(100);
            before = etcd.keys();
            // An alarm of the old cluster would keep the new one from writing.
            String id = etcd.call("/v3/maintenance/status", Json.object())
                    .path("header")
                    .path("member_id")
                    .asText();
            etcd.call(
                    "/v3/maintenance/alarm",
                    Json.object().put("action", "ACTIVATE").put("memberID", id).put("alarm", "NOSPACE"));
            etcd.snapshot(snapshot);
        }
        return before;
    }

    private void restoreAndUse(String server, Path snapshot, int members, long bump, List<String> before) {
        String prefix = "r%d-%d-".formatted(members, bump);
        var urls = new ArrayList<String>();
        for (int i = 0; i < members; i++) {
            urls.add("http://127.0.0.1:" + Ports.free());
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < members; i++) {
            names.add("m" + i + "=" + urls.get(i));
        }
        String text = String.join(",", names);
        var targets = new ArrayList<Target>();
        for (int i = 0; i < members; i++) {
            targets.add(new Target("m" + i, folder.resolve(prefix + i), Optional.empty()));
        }
        RestoreResult result;
        try (EtcdFile source = EtcdFile.open(snapshot, OpenOptions.standard())) {
            result = Restore.run(
                    source,
                    NewCluster.parse(text, "t"),
                    new RestoreOptions(bump, OptionalLong.empty()),
                    targets,
                    step -> {});
        }
        List<LiveEtcd> running = new ArrayList<>();
        try {
            for (int i = 0; i < members; i++) {
                running.add(LiveEtcd.start(server, "m" + i, targets.get(i).dataDirectory(), urls.get(i), text));
            }
            running.forEach(LiveEtcd::awaitHealthy);
            use(running, result, before);
        } finally {
            running.forEach(LiveEtcd::close);
        }
    }

    private static void use(List<LiveEtcd> members, RestoreResult result, List<String> before) {
        LiveEtcd first = members.getFirst();
        assertThat(first.keys()).isEqualTo(before);
        assertThat(first.revision()).isEqualTo(result.revision());
        assertThat(first.call("/v3/cluster/member/list", Json.object()).path("members"))
                .hasSize(members.size());
        HashKv hash = hashKv(first, result.revision());
        for (LiveEtcd member : members) {
            assertThat(hashKv(member, result.revision())).isEqualTo(hash);
        }
        first.put("after", "restore");
        assertThat(first.revision()).isEqualTo(result.revision() + 1);
        first.call("/v3/maintenance/defragment", Json.object());
        first.kill();
        first.startAgain();
        List<String> after = first.keys();
        for (LiveEtcd member : members) {
            member.delete("nobody");
            assertThat(member.keys()).isEqualTo(after).anyMatch(key -> key.startsWith("after=restore"));
            assertThat(hashKv(member, result.revision() + 1)).isEqualTo(hashKv(first, result.revision() + 1));
        }
    }

    private OpenOptions options() {
        return new OpenOptions(false, false, folder);
    }

    private static HashKv hashKv(LiveEtcd etcd, long revision) {
        JsonNode said = etcd.hashKv(revision);
        long at = revision == 0 ? etcd.revision() : revision;
        return new HashKv(
                said.path("hash").asLong(), at, said.path("compact_revision").asLong());
    }

    private static List<String> keys(Mvcc mvcc) {
        var keys = new ArrayList<String>();
        mvcc.at(mvcc.currentRevision())
                .forEach((KeyRecord record) -> keys.add("%s=%s %d/%d/%d/%d"
                        .formatted(
                                record.keyText(),
                                new String(record.valueBytes(), StandardCharsets.UTF_8),
                                record.createRevision(),
                                record.revision(),
                                record.version(),
                                record.lease())));
        return keys;
    }

    private static ObjectNode etcdutl(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Parts.path("etcdutl").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return (ObjectNode) Json.mapper().readTree(process.getInputStream().readAllBytes());
    }
}
