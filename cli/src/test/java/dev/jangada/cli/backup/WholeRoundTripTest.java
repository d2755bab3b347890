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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
            quay.must("restore", "--from", "backup:latest", "--yes", "--kubeconfig", kubeconfig);
            Ran diff = quay.run("diff", "backup:latest", "live", "--kubeconfig", kubeconfig);
            assertThat(diff.code()).as(diff.out() + diff.err()).isZero();
            assertThat(diff.out()).contains("No differences");
            assertThat(target.api().get(CONFIG + "/mare-baixa").at("/data/mare").asText())
                    .isEqualTo("baixa");
        }
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
        Wait.until(
                Duration.ofMinutes(1),
                () -> cluster.api().answers("/api/v1/namespaces/" + HARBOUR + "/serviceaccounts/default"),
                () -> new LabException("the namespace has no account"));
        Ran diff = quay.run("diff", "backup:" + three, "live", "-n", HARBOUR);
        assertThat(diff.code()).as(diff.out() + diff.err()).isZero();
    }
}
