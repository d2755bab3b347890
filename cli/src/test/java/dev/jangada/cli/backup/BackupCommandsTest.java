package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One backup's life, as a person at a shell sees it. */
final class BackupCommandsTest {

    private static ControlPlane cluster;

    @TempDir
    private Path folder;

    private Map<String, String> environment;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void start() {
        cluster = ControlPlane.start(options -> options.withoutControllerManager());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    @SuppressWarnings("NullAway")
    void repository() throws IOException {
        environment = new HashMap<>();
        environment.put("JANGADA_REPOSITORY", folder.resolve("repository").toString());
        environment.put("JANGADA_PASSWORD_FILE", password("first").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        assertThat(jangada("repository", "init").code()).isZero();
    }

    private Path password(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "senha de " + name + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private Ran jangada(String... words) {
        return Ran.withEnvironment(
                environment,
                false,
                Stream.concat(
                                Stream.of(words),
                                Stream.of("--kubeconfig", cluster.kubeconfig().toString(), "--lang", "en"))
                        .toArray(String[]::new));
    }

    private String must(String... words) {
        Ran ran = jangada(words);
        assertThat(ran.code()).as(String.join(" ", words) + ": " + ran.err()).isZero();
        return ran.out();
    }

    private static JsonNode json(String text) throws IOException {
        return Json.mapper().readTree(text);
    }

    private String create(String... more) throws IOException {
        String[] words = Stream.concat(
                        Stream.of(
                                "backup",
                                "create",
                                "--cluster",
                                "praia",
                                "--etcd-endpoints",
                                cluster.etcd().endpoint(),
                                "-o",
                                "json"),
                        Stream.of(more))
                .toArray(String[]::new);
        return json(must(words)).path("id").asText();
    }

    private static void configMap(String name, String value) {
        ObjectNode map = Made.object("ConfigMap", name);
        map.withObject("metadata").put("namespace", "default");
        map.putObject("data").put("vento", value);
        cluster.apply(map);
    }

    @Test
    void fromCreateToPrune() throws IOException {
        configMap("jangada", "terral");
        String first = create("--tag", "antes");
        configMap("jangada", "maral");
        String second = create();

        assertThat(must("backup", "list", "--wide"))
                .contains(first.substring(0, 8), second.substring(0, 8), "antes", "AS OF", "REVISION");
        assertThat(must("backup", "show", first.substring(0, 8)))
                .contains("praia", "the contents of volumes", "configmaps", "etcd");
        assertThat(must("backup", "verify")).contains("is sound", second.substring(0, 8));
        JsonNode list = json(must("backup", "list", "-o", "json"));
        assertThat(list.at("/backups/0/id").asText()).isEqualTo(first);
        assertThat(list.at("/backups/0/verified").isMissingNode()).isTrue();
        assertThat(list.at("/backups/1/verified").asBoolean()).isTrue();

        Ran refused = jangada("backup", "forget", second.substring(0, 10), "--yes");
        assertThat(refused.code()).isEqualTo(5);
        Ran unasked = jangada("backup", "forget", first.substring(0, 10));
        assertThat(unasked.code()).isEqualTo(5);
        assertThat(unasked.err()).contains("--yes");
        assertThat(must("backup", "forget", first.substring(0, 10), "--yes"))
                .contains("forget  " + first.substring(0, 8));
        assertThat(must("backup", "list")).doesNotContain(first.substring(0, 8));
        assertThat(must("backup", "prune", "--yes")).isNotEmpty();
        assertThat(must("repository", "check", "--read-data")).isNotEmpty();
    }

    @Test
    void aBackupIsASource() throws IOException {
        configMap("mare", "alta");
        String first = create();
        assertThat(jangada("diff", "backup:latest", "live", "--exclude-kinds", "leases.coordination.k8s.io")
                        .code())
                .isZero();
        configMap("mare", "baixa");
        create();

        assertThat(must("get", "cm", "mare", "--from", "backup:" + first.substring(0, 8), "-o", "yaml"))
                .contains("vento: alta");
        assertThat(must("get", "cm", "mare", "--from", "backup:latest", "-o", "yaml"))
                .contains("vento: baixa");
        Ran diff = jangada("diff", "backup:" + first.substring(0, 8), "backup:latest", "--include-kinds", "configmaps");
        assertThat(diff.code()).isEqualTo(6);
        assertThat(diff.out()).contains("default/mare");
        long revision = json(must("backup", "show", first, "-o", "json"))
                .at("/manifest/etcd/revision")
                .asLong();
        assertThat(must("get", "cm", "mare", "--from", "backup:latest@" + revision, "-o", "yaml"))
                .contains("vento: alta");
        assertThat(must("history", "cm", "mare", "--from", "backup:latest"))
                .contains(first.substring(0, 8), "as it was in the oldest backup", "changed", "vento")
                // One time a line: when the backup was made, and below it when the object was written.
                .containsPattern("(?m)^    last written \\d{4}-[^,]* by \\S+$")
                .doesNotContainPattern("(?m)UTC.*UTC");
        assertThat(must("history", "cm", "mare", "--from", "backup:" + first + "@" + revision))
                .contains("created");
        Ran future = jangada("get", "cm", "--from", "backup:" + first + "@99999999");
        assertThat(future.code()).isEqualTo(1);
        assertThat(future.err())
                .startsWith("jangada: backup:" + first.substring(0, 8) + " does not reach revision 99999999");
        Path dump = folder.resolve("dump");
        must("dump", dump.toString(), "--from", "backup:latest");
        assertThat(dump.resolve("cluster-dump.json")).exists();

        var _ = cluster.kubectl("delete", "configmap", "mare").orFail();
        must(
                "restore",
                "--from",
                "backup:" + first.substring(0, 8),
                "-n",
                "default",
                "--include-names",
                "mare",
                "--yes");
        assertThat(cluster.api()
                        .get("/api/v1/namespaces/default/configmaps/mare")
                        .at("/data/vento")
                        .asText())
                .isEqualTo("alta");
    }

    @Test
    void filesAndACopyComeOut() throws IOException {
        configMap("exportada", "sim");
        String id = create();
        Path db = folder.resolve("snap.db");
        must("backup", "export", "--etcd", db.toString());
        must("etcd", "verify", db.toString());
        for (String[] forms : new String[][] {{}, {"--tar", "a", "--dump", "b"}}) {
            Ran refused = jangada(with(forms, "backup", "export", id));
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("only one thing: --etcd FILE").hasLineCount(1);
        }
        must("backup", "export", id, "--tar", folder.resolve("all.tar").toString());
        assertThat(folder.resolve("all.tar")).isNotEmptyFile();
        must("backup", "export", id, "--dump", folder.resolve("three").toString());
        assertThat(folder.resolve("three/cluster-dump.json")).content().contains("exportada");

        Path other = folder.resolve("other");
        Path secret = password("second");
        must("repository", "init", "-r", other.toString(), "--password-file", secret.toString());
        String copied = must("backup", "copy", "--to", other.toString(), "--to-password-file", secret.toString());
        assertThat(copied).contains(id.substring(0, 8) + " is copied");
        assertThat(must("backup", "verify", "-r", other.toString(), "--password-file", secret.toString()))
                .contains("is sound");
    }

    @Test
    void aSourceIsFoundByTheOptionsThatNameItsRepositoryAndTheNextCommandToo() throws IOException {
        configMap("apontada", "sim");
        String id = create();
        String[] there = {
            "-r",
            environment.remove("JANGADA_REPOSITORY"),
            "--password-file",
            environment.remove("JANGADA_PASSWORD_FILE"),
            "--cluster",
            "praia"
        };
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        assertThat(jangada("get", "cm", "--from", "backup:latest").err()).contains("No repository is named");

        assertThat(must(with(there, "get", "cm", "apontada", "--from", "backup:latest", "-o", "yaml")))
                .contains("vento: sim");
        must(with(there, "diff", "backup:latest", "live", "--include-names", "apontada"));
        assertThat(must(with(there, "history", "cm", "apontada", "--from", "backup:latest")))
                .contains(id.substring(0, 8));
        must(with(there, "dump", folder.resolve("named").toString(), "--from", "backup:latest"));

        var _ = cluster.kubectl("delete", "configmap", "apontada").orFail();
        String[] plan = {"restore", "plan", "--from", "backup:latest", "--include-names", "apontada"};
        Path file = folder.resolve("plan.jsonl");
        must(with(with(there, "--save", file.toString()), plan));
        Ran planned = jangada(with(there, plan));
        assertThat(planned.code()).as(planned.err()).isZero();
        String next = planned.err().replaceAll("(?s).*jangada (restore resume .*) --kubeconfig.*", "$1");
        assertThat(next).contains("--repository " + there[1], "--password-file " + there[3]);
        assertThat(must((next + " --yes").split(" "))).contains("1 created");

        var _ = cluster.kubectl("delete", "configmap", "apontada").orFail();
        must("restore", "--plan-file", file.toString(), there[0], there[1], there[2], there[3], "--yes");
        assertThat(json(must(with(there, "backup", "show", id, "-o", "json"))).path("evidence"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.path("verdict").asText()).isEqualTo("ok"));
    }

    @Test
    void aPlanFromARevisionInABackupIsAppliedLater() throws IOException {
        configMap("lua", "cheia");
        String id = create();
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        long revision = json(must("backup", "show", id, "-o", "json"))
                .at("/manifest/etcd/revision")
                .asLong();
        var _ = cluster.kubectl("delete", "configmap", "lua").orFail();
        JsonNode plan = json(
                must("restore", "plan", "--from", "backup:latest@" + revision, "--include-names", "lua", "-o", "json"));

        must("restore", "resume", plan.path("id").asText(), "--yes");

        assertThat(cluster.api()
                        .get("/api/v1/namespaces/default/configmaps/lua")
                        .at("/data/vento")
                        .asText())
                .isEqualTo("cheia");
        JsonNode evidence = json(must("backup", "show", id, "-o", "json")).path("evidence");
        assertThat(evidence.findValuesAsText("kind")).containsExactly("restore");
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(more), Stream.of(some)).toArray(String[]::new);
    }

    @Test
    void whatIsIncompleteEndsWithThreeAndIsNeverLatest() throws IOException {
        // etcd cannot be reached, so there is no snapshot of it.
        Ran ran = jangada(
                "backup", "create", "--cluster", "praia", "--etcd-endpoints", "http://127.0.0.1:9", "-o", "json");
        assertThat(ran.code()).as(ran.err()).isEqualTo(3);
        assertThat(json(ran.out()).path("complete").asBoolean()).isFalse();
        assertThat(ran.err()).contains("etcd/snapshot.db", "is incomplete");
        assertThat(must("backup", "list")).contains(" no ");
        Ran latest = jangada("get", "ns", "--from", "backup:latest");
        assertThat(latest.code()).isEqualTo(1);
        assertThat(latest.err()).contains("is complete").hasLineCount(1);
    }

    @Test
    void mistakesAreOneSentenceEach() {
        assertThat(jangada("backup", "forget").err())
                .contains("Say what to forget")
                .hasLineCount(1);
        assertThat(jangada("backup", "create", "--no-api").err())
                .contains("nothing to read from")
                .hasLineCount(1);
        Ran tag = jangada("backup", "create", "--tag", "complete");
        assertThat(tag.code()).isEqualTo(2);
        assertThat(tag.err()).contains("The tag complete").hasLineCount(1);
    }
}
