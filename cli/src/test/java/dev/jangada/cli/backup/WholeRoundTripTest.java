package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a backup is for: a new cluster, a lost namespace, an etcd that starts again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
final class WholeRoundTripTest {

    private static final int OBJECTS = 400;
    private static final String HARBOUR = "porto";
    private static final String CONFIG = "/api/v1/namespaces/" + HARBOUR + "/configmaps";

    @TempDir
    private static Path folder;

    private ControlPlane cluster;
    private Quay quay;
    private String older;

    @SuppressWarnings("NullAway.Init") // the method below fills the fields in
    WholeRoundTripTest() {}

    @BeforeAll
    void backUp() throws IOException {
        cluster = ControlPlane.start();
        WorkloadLoader.load(cluster, new Workload(6, OBJECTS), 8);
        cluster.api().post("/api/v1/namespaces", Made.object("Namespace", HARBOUR));
        // What the controllers put into a new namespace is in all backups.
        until("/api/v1/namespaces/" + HARBOUR + "/serviceaccounts/default");
        until(CONFIG + "/kube-root-ca.crt");
        map("mare", "alta");
        quay = Quay.onDirectory(folder.resolve("quay"), cluster);
        quay.must("repository", "init");
        older = quay.create().path("id").asText();
        // Days go by.
        for (String tide : List.of("vazante", "baixa")) {
            map("mare-" + tide, tide);
            quay.create();
        }
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private void until(String path) {
        Wait.until(
                Duration.ofMinutes(1),
                () -> cluster.api().answers(path),
                () -> new LabException("there is no " + path));
    }

    private void map(String name, String tide) {
        ObjectNode map = Made.object("ConfigMap", name);
        map.putObject("data").put("mare", tide);
        cluster.api().post(CONFIG, map);
    }

    @Test
    @Order(1)
    void theNewestBackupBecomesANewCluster() {
        try (ControlPlane target = ControlPlane.start()) {
            for (JsonNode node : cluster.api().get("/api/v1/nodes").path("items")) {
                target.api()
                        .post(
                                "/api/v1/nodes",
                                Made.object("Node", node.at("/metadata/name").asText()));
            }
            String kubeconfig = target.kubeconfig().toString();
            Ran restored = quay.run("restore", "--from", "backup:latest", "--yes", "--kubeconfig", kubeconfig);
            assertThat(restored.code()).as(restored.out() + restored.err()).isZero();
            assertThat(restored.err()).contains("Kept as evidence").contains("jangada backup evidence --config");
            theRestoreIsEvidence(kubeconfig);
            Ran diff = quay.run("diff", "backup:latest", "live", "--kubeconfig", kubeconfig);
            assertThat(diff.code()).as(diff.out() + diff.err()).isZero();
            assertThat(diff.out()).contains("No differences");
            assertThat(target.api().get(CONFIG + "/mare-baixa").at("/data/mare").asText())
                    .isEqualTo("baixa");
            aRehearsalIsToldApart(target);
        }
    }

    private void aRehearsalIsToldApart(ControlPlane target) {
        target.kubectl("delete", "configmap", "mare-baixa", "-n", HARBOUR).orFail();
        String[] rehearse = {"restore", "--from", "backup:latest", "-n", HARBOUR, "--rehearsal", "--yes"};
        String before = quay.must("restore", "list");
        Ran athome = quay.run(rehearse);
        assertThat(athome.code()).isEqualTo(5);
        assertThat(athome.err()).contains("the very cluster").hasLineCount(1);
        assertThat(quay.must("restore", "list")).isEqualTo(before);
        Ran elsewhere = quay.run(Stream.concat(
                        Stream.of(rehearse),
                        Stream.of("--kubeconfig", target.kubeconfig().toString()))
                .toArray(String[]::new));
        assertThat(elsewhere.code()).as(elsewhere.out() + elsewhere.err()).isZero();
        assertThat(quay.must("backup", "evidence")).contains("1 restore, 1 rehearsal", "Last rehearsed restore: ");
    }

    private void theRestoreIsEvidence(String kubeconfig) {
        JsonNode newest = Quay.json(quay.must("backup", "list", "-o", "json")).at("/backups/2");
        assertThat(newest.path("restored").asText()).isEqualTo("ok");
        String brief = newest.path("id").asText().substring(0, 8);
        assertThat(quay.must("backup", "list").lines())
                .last()
                .asString()
                .startsWith(brief)
                .contains(" ok ");
        assertThat(quay.must("backup", "show")).contains("DONE", "restore ", " ok ");
        JsonNode event =
                Quay.json(quay.must("backup", "evidence", "-o", "json")).at("/events/0");
        assertThat(event.path("kind").asText()).isEqualTo("restore");
        assertThat(event.path("seconds").asDouble()).isPositive();
        assertThat(quay.must("backup", "evidence")).contains("1 restore,", "Last restore: ", "backup " + brief);
        // Not its exit code: the lab's nodes are not ready.
        JsonNode status = Quay.json(
                quay.run("status", "-o", "json", "--kubeconfig", kubeconfig).out());
        assertThat(status.at("/backups/lastRestored/backup").asText())
                .isEqualTo(newest.path("id").asText());
        assertThat(quay.run("status", "--kubeconfig", kubeconfig).out()).containsPattern("last restore +2.*: ok");
    }

    @Test
    @Order(2)
    void aRealEtcdStartsOnWhatTheBackupHolds() {
        Path snapshot = folder.resolve("snap.db");
        quay.must("backup", "export", "--etcd", snapshot.toString());
        quay.must("etcd", "verify", snapshot.toString());
        try (ControlPlane other = ControlPlane.start(options -> options.withoutControllerManager())) {
            Path data = folder.resolve("restored");
            quay.must(
                    "etcd",
                    "restore",
                    snapshot.toString(),
                    "--data-dir",
                    data.toString(),
                    "--name",
                    other.etcd().name(),
                    "--initial-cluster",
                    other.etcd().initialCluster(),
                    "--initial-advertise-peer-urls",
                    other.etcd().peerUrl());
            other.apiServer().stop();
            other.etcd().stop();
            other.etcd().restartOn(data);
            for (String kind : List.of("configmaps", "secrets", "deployments", "persistentvolumeclaims")) {
                assertThat(other.etcd().count("/registry/" + kind + "/"))
                        .as(kind)
                        .isPositive()
                        .isEqualTo(cluster.etcd().count("/registry/" + kind + "/"));
            }
            assertThat(other.etcd().gateway().get("/registry/configmaps/" + HARBOUR + "/mare-baixa"))
                    .hasValueSatisfying(value -> assertThat(new String(value, StandardCharsets.ISO_8859_1))
                            .contains("baixa"));
        }
    }

    @Test
    @Order(3)
    void aLostNamespaceComesBackFromABackupThreeDaysOld() throws IOException {
        String three = quay.makeOlder(older, Duration.ofDays(3));
        cluster.kubectl("delete", "namespace", HARBOUR, "--timeout=60s").orFail();
        String newest = quay.create().path("id").asText();

        JsonNode list = Quay.json(quay.must("backup", "list", "-o", "json")).path("backups");
        assertThat(list.findValuesAsText("id"))
                .hasSize(4)
                .startsWith(three)
                .endsWith(newest)
                .doesNotContain(older);
        assertThat(Duration.between(
                        Instant.parse(list.path(0).path("time").asText()),
                        Instant.parse(list.path(3).path("time").asText())))
                .isBetween(Duration.ofDays(3), Duration.ofDays(3).plusHours(1));
        assertThat(quay.must("backup", "list").lines().skip(1).findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith(three.substring(0, 8)));
        assertThat(Quay.json(quay.must("backup", "show", "latest", "-o", "json"))
                        .path("id")
                        .asText())
                .isEqualTo(newest);
        assertThat(quay.restic().must("check")).contains("no errors were found");
        quay.must("backup", "verify", three);

        assertThat(quay.run("get", "cm", "mare", "-n", HARBOUR, "--from", "backup:latest")
                        .code())
                .as("the newest backup is of a cluster that has lost it already")
                .isNotZero();
        quay.must("restore", "--from", "backup:" + three.substring(0, 8), "-n", HARBOUR, "--yes");

        assertThat(cluster.api().get(CONFIG + "/mare").at("/data/mare").asText())
                .isEqualTo("alta");
        assertThat(cluster.api().answers(CONFIG + "/mare-baixa")).isFalse();
        until("/api/v1/namespaces/" + HARBOUR + "/serviceaccounts/default");
        Ran diff = quay.run("diff", "backup:" + three, "live", "-n", HARBOUR);
        assertThat(diff.code()).as(diff.out() + diff.err()).isZero();
    }

    @Test
    @Order(4)
    void aRestoreThatCannotDoEverythingIsKeptAsSuch() throws IOException {
        cluster.kubectl("delete", "configmap", "mare", "-n", HARBOUR).orFail();
        ObjectNode other = Made.object("ConfigMap", "mare").put("immutable", true);
        other.putObject("data").put("mare", "outra");
        cluster.api().post(CONFIG, other);
        JsonNode second = Quay.json(quay.must("backup", "list", "-o", "json")).at("/backups/1");
        String[] restore = {
            "restore",
            "--from",
            "backup:" + second.path("id").asText().substring(0, 8),
            "-n",
            HARBOUR,
            "--include-kinds",
            "configmaps",
            "--existing",
            "replace",
            "--yes"
        };

        Ran ran = quay.run(restore);

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(3);
        assertThat(cluster.api().answers(CONFIG + "/mare-vazante")).isTrue();
        assertThat(Quay.json(quay.must("backup", "list", "-o", "json"))
                        .at("/backups/1/restored")
                        .asText())
                .isEqualTo("incomplete");
        aRepositoryThatTakesNothingChangesNothing(restore);
    }

    /** Not by its permissions: a test that runs as root may write everywhere. */
    private void aRepositoryThatTakesNothingChangesNothing(String... restore) throws IOException {
        cluster.kubectl("delete", "configmap", "mare", "mare-vazante", "-n", HARBOUR)
                .orFail();
        Path snapshots = folder.resolve("quay/repository/snapshots");
        long before = count(snapshots);
        Path locks = folder.resolve("quay/repository/locks");
        Files.move(locks, folder.resolve("locks"));
        Files.writeString(locks, "");

        Ran ran = quay.run(restore);

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.err())
                .containsOnlyOnce("The restore has ended, but could not be kept as evidence")
                .doesNotContain("Exception");
        assertThat(count(snapshots)).isEqualTo(before);
        Files.delete(locks);
        Files.move(folder.resolve("locks"), locks);
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
