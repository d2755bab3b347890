package dev.jangada.cli.etcd;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.cli.Shell;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on etcd's files against etcd itself and its own tools. */
class EtcdAndItsToolsTest {

    private static EtcdCluster etcd;

    @TempDir
    private static Path shared;

    private static Path snapshot;
    private static long compacted;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fill() {
        etcd = EtcdCluster.start(options -> options.tls());
        EtcdGateway gateway = etcd.gateway();
        for (int i = 0; i < 200; i++) {
            gateway.put("/app/key-" + i % 120, ("value " + i).getBytes(StandardCharsets.UTF_8));
        }
        gateway.delete("/app/key-7");
        gateway.put("/app/leased", new byte[] {1, 2}, gateway.lease(600));
        compacted = gateway.revision() - 20;
        gateway.compact(compacted);
        gateway.delete("/app/key-8");
        gateway.put("/app/last", "end".getBytes(StandardCharsets.UTF_8));
        snapshot = shared.resolve("snap.db");
        etcd.snapshot(snapshot);
    }

    @AfterAll
    static void end() {
        etcd.close();
    }

    private static JsonNode json(Ran ran) throws IOException {
        assertThat(ran.code()).as(ran.err()).isZero();
        return Json.mapper().readTree(ran.out());
    }

    @Test
    void statusSaysWhatEtcdutlSays() throws IOException {
        JsonNode theirs = Json.mapper()
                .readTree(etcd.etcdutl("snapshot", "status", snapshot.toString(), "-w", "json")
                        .orFail());
        JsonNode ours = json(jangada("etcd", "status", snapshot.toString(), "-o", "json"));
        for (String field : new String[] {"hash", "revision", "totalKey", "totalSize", "version"}) {
            assertThat(ours.path(field)).as(field).isEqualTo(theirs.path(field));
        }
        assertThat(ours.path("compactRevision").asLong()).isEqualTo(compacted);
        assertThat(ours.path("leases").asInt()).isOne();
        assertThat(ours.path("members").path(0).path("name").asText()).isEqualTo("m1");
        assertThat(ours.path("contents").path(0).path("keys").asLong())
                .isEqualTo(ours.path("liveKeys").asLong());
    }

    @Test
    void hashKvIsWhatTheMemberSays() throws IOException {
        EtcdCluster.HashKv theirs = etcd.hashKv(etcd.member(0), 0);
        JsonNode ours = json(jangada("etcd", "hashkv", snapshot.toString(), "-o", "json"));
        assertThat(ours.path("hash").asLong()).isEqualTo(theirs.hash());
        assertThat(ours.path("compactRevision").asLong()).isEqualTo(theirs.compactRevision());
        // Not at the compaction itself: there servers since 3.5 give the hash that they had before it.
        long between = compacted + 5;
        JsonNode then =
                json(jangada("etcd", "hashkv", snapshot.toString(), "-o", "json", "--rev", Long.toString(between)));
        assertThat(then.path("hash").asLong())
                .isEqualTo(etcd.hashKv(etcd.member(0), between).hash());
        Ran text = jangada("etcd", "hashkv", snapshot.toString());
        assertThat(text.out()).contains(Long.toString(theirs.hash()));
    }

    @Test
    void keysAreThoseOfTheRevision() throws IOException {
        Ran now = jangada("etcd", "keys", snapshot.toString(), "/app/key-");
        assertThat(now.out().lines()).hasSize(118).doesNotContain("/app/key-7", "/app/key-8");
        Ran then = jangada("etcd", "keys", snapshot.toString(), "/app/key-", "--rev", Long.toString(compacted));
        assertThat(then.out().lines()).contains("/app/key-8");
        JsonNode json = json(jangada("etcd", "keys", snapshot.toString(), "/app/leased", "-o", "json"));
        assertThat(json.path("keys").path(0).path("lease").asText()).isNotEmpty();
        assertThat(json.path("keys").path(0).path("valueSize").asInt()).isEqualTo(2);
    }

    /** Only where it is asked for, and then as it is. */
    @Test
    void aValueIsWrittenByteByByte() throws IOException {
        Shell shell = Shell.in(folder, folder, folder.resolve("none"));
        Shell.Ended written = shell.run("jangada etcd keys " + snapshot + " /app/leased --value > value");
        assertThat(written.exit()).as(written.output()).isZero();
        assertThat(folder.resolve("value")).hasBinaryContent(new byte[] {1, 2});
        assertThat(Ran.onTerminal("etcd", "keys", snapshot.toString(), "/app/leased", "--value")
                        .code())
                .isEqualTo(2);
        assertThat(jangada("etcd", "keys", snapshot.toString(), "/app/none", "--value")
                        .err())
                .contains("has no key \"/app/none\"");
        Ran json = jangada("etcd", "keys", snapshot.toString(), "/app/leased", "--value", "-o", "json");
        assertThat(json.code()).isEqualTo(2);
        assertThat(json.err()).contains("--value and --output=json do not go together");
    }

    private static String[] access(String... more) {
        return Stream.concat(
                        Stream.of(more),
                        Stream.of(
                                "--endpoints",
                                etcd.endpoints(),
                                "--cacert",
                                etcd.caFile().toString(),
                                "--cert",
                                etcd.clientCertificateFile().toString(),
                                "--key",
                                etcd.clientKeyFile().toString()))
                .toArray(String[]::new);
    }

    @Test
    void aSnapshotIsSavedAndIsSound() throws IOException {
        Path file = folder.resolve("saved.db");
        Ran saved = jangada(access("etcd", "save", file.toString()));
        assertThat(saved.code()).as(saved.err()).isZero();
        assertThat(saved.out()).contains("the same keys as the member (HashKV)");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        JsonNode record = Json.mapper().readTree(folder.resolve("saved.db.json").toFile());
        assertThat(record.path("hashComparison").asText()).isEqualTo("equal");
        Ran verified = jangada("etcd", "verify", file.toString());
        assertThat(verified.code()).isZero();
        assertThat(verified.out()).contains("is sound").contains("HashKV");
        Ran again = jangada(access("etcd", "save", file.toString()));
        assertThat(again.code()).isEqualTo(5);
        assertThat(again.err()).contains("exists already");
    }

    @Test
    void whatIsWrongAboutTheWayInIsOneSentenceAndLeavesNothing() throws IOException {
        Path file = folder.resolve("never.db");
        Ran untrusted = jangada(
                "etcd",
                "save",
                file.toString(),
                "--endpoints",
                etcd.endpoints(),
                "--cacert",
                etcd.clientCertificateFile().toString());
        assertThat(untrusted.code()).isEqualTo(1);
        assertThat(untrusted.err()).contains("certificate").doesNotContain("Exception");
        Ran nobody = jangada("etcd", "save", file.toString(), "--endpoints", "http://127.0.0.1:1");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).contains("Nobody listens");
        Ran password = jangada(access("etcd", "save", file.toString(), "--user", "root:secret"));
        assertThat(password.code()).isEqualTo(2);
        assertThat(password.err()).contains("--password-file").doesNotContain("secret");
        assertThat(jangada(access("etcd", "save", file.toString(), "--user", "root"))
                        .code())
                .isEqualTo(2);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aPasswordComesFromAFileOrIsTyped() throws IOException {
        try (EtcdCluster guarded = EtcdCluster.start(options -> {})) {
            guarded.gateway().put("a", new byte[] {1});
            guarded.enableAuthentication("caju");
            Path password = Files.writeString(folder.resolve("password"), "caju\n");
            Ran read = jangada(
                    "etcd",
                    "save",
                    folder.resolve("one.db").toString(),
                    "--endpoints",
                    guarded.endpoints(),
                    "--user",
                    "root",
                    "--password-file",
                    password.toString());
            assertThat(read.code()).as(read.err()).isZero();
            Ran typed = Ran.typing(
                    java.util.Map.of("ETCDCTL_ENDPOINTS", guarded.endpoints()),
                    "caju\n",
                    "etcd",
                    "save",
                    folder.resolve("two.db").toString(),
                    "--user",
                    "root");
            assertThat(typed.code()).as(typed.err()).isZero();
            assertThat(typed.err()).contains("Password of root:").doesNotContain("caju");
        }
    }

    @Test
    void aRunningEtcdsFileIsRefused() {
        String database = etcd.member(0).database().toString();
        Ran refused = jangada("etcd", "status", database);
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err())
                .containsSubsequence("in use by a running etcd", "jangada etcd save", "stop etcd", "--force");
        Ran source = jangada("get", "pods", "--from", "etcd:" + database);
        assertThat(source.code()).isEqualTo(5);
        assertThat(source.err()).contains("--etcd-force");
        assertThat(jangada("etcd", "status", database, "--force").code()).isIn(0, 4);
    }

    /** Three members from one command; the servers start on them, agree, and have every key. */
    @Test
    void restoredMembersServeEverything() throws IOException {
        Path all = folder.resolve("new");
        try (EtcdCluster restored = EtcdCluster.prepare(options -> options.members(3)
                .token("restored")
                .dataDirectories(all.resolve("m1"), all.resolve("m2"), all.resolve("m3")))) {
            Ran ran = jangada(
                    "etcd",
                    "restore",
                    snapshot.toString(),
                    "--all-members",
                    all.toString(),
                    "--initial-cluster",
                    restored.initialCluster(),
                    "--initial-cluster-token",
                    "restored",
                    "--bump-revision",
                    "1000",
                    "--mark-compacted");
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("Done: 3 data directories").contains("Read back and compared");
            long before = etcd.gateway().revision();
            restored.start();
            assertThat(restored.gateway().count("/app/"))
                    .isEqualTo(etcd.gateway().count("/app/"));
            assertThat(restored.gateway().get("/app/last")).map(String::new).isEqualTo(Optional.of("end"));
            assertThat(restored.gateway().revision()).isGreaterThanOrEqualTo(before + 1000);
            EtcdCluster.HashKv first = restored.hashKv(restored.member(0), 0);
            assertThat(restored.hashKv(restored.member(1), 0)).isEqualTo(first);
            assertThat(restored.hashKv(restored.member(2), 0)).isEqualTo(first);
            // Whoever watched before is told that what it knows is gone, and so lists anew.
            assertThat(restored.etcdctl("watch", "/app/last", "--rev=" + before).toString())
                    .contains("compacted");
            restored.gateway().put("/app/after", new byte[] {1});
        }
        Ran again = jangada(
                "etcd",
                "restore",
                snapshot.toString(),
                "--name",
                "m1",
                "--data-dir",
                all.resolve("m1").toString(),
                "--initial-cluster",
                "m1=http://127.0.0.1:2380");
        assertThat(again.code()).isNotZero();
        assertThat(again.err()).contains("exists already");
    }

    @Test
    void anOlderRevisionIsRestored() throws IOException {
        Path data = folder.resolve("then");
        JsonNode result = json(jangada(
                "etcd",
                "restore",
                snapshot.toString(),
                "--data-dir",
                data.toString(),
                "--rev",
                Long.toString(compacted),
                "-o",
                "json"));
        assertThat(result.path("revision").asLong()).isEqualTo(compacted);
        assertThat(result.fieldNames()).toIterable().startsWith("formatVersion", "plan");
        assertThat(result.at("/plan/revision").asLong()).isEqualTo(compacted);
        assertThat(result.at("/plan/bump").asLong()).isZero();
        assertThat(result.at("/plan/members/0/dataDir").asText()).isEqualTo(data.toString());
        assertThat(result.at("/plan/clusterId")).isEqualTo(result.path("clusterId"));

        // The plan is there also where nothing comes of it.
        Ran again = jangada("etcd", "restore", snapshot.toString(), "--data-dir", data.toString(), "-o", "json");
        assertThat(again.code()).isEqualTo(5);
        assertThat(Json.mapper().readTree(again.out()).fieldNames())
                .toIterable()
                .containsExactly("formatVersion", "plan");
        assertThat(jangada("etcd", "keys", data.toString()).out().lines())
                .contains("/app/key-8")
                .doesNotContain("/app/last");
    }
}
