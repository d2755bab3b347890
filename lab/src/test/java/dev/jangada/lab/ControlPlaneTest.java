package dev.jangada.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.model.Json;
import dev.jangada.lab.pki.Authority;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Lab
class ControlPlaneTest {

    @Test
    void kubectlAndTheClientSeeTheSameCluster(@SourceCluster ControlPlane cluster) {
        cluster.apply(configMap("seen"));

        assertThat(cluster.api()
                        .get("/api/v1/namespaces/default/configmaps/seen")
                        .at("/data/greeting")
                        .asText())
                .isEqualTo("olá");
        assertThat(cluster.kubectl("version").stdout()).contains("Server Version: v1.36");
    }

    @Test
    void sourceAndTargetAreTwoClustersAndSharedOnes(
            @SourceCluster ControlPlane source, @TargetCluster ControlPlane target, @SourceCluster ControlPlane again) {
        assertThat(source.api().server()).isNotEqualTo(target.api().server());
        assertThat(again).isSameAs(source);
    }

    @Test
    void aUserMayDoWhatRbacGrantsAndNothingElse(@SourceCluster ControlPlane cluster) {
        cluster.kubectl("create", "clusterrolebinding", "see-readers", "--clusterrole=view", "--group=readers")
                .orFail();
        Path reader = cluster.kubeconfig("maria", "readers");

        assertThat(as(reader, cluster, "get", "configmaps").exit()).isZero();
        assertThat(as(reader, cluster, "get", "secrets").stderr())
                .contains("Forbidden")
                .contains("maria");
    }

    @Test
    void wrongCertificatesAreRefused(@SourceCluster ControlPlane cluster) {
        Authority stranger = Authority.create("stranger");
        Instant now = Instant.now();
        var expired = cluster.authority()
                .client("late", now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)), "system:masters");
        var unknown = stranger.client("stranger", "system:masters");
        var good = cluster.authority().client("good", "system:masters");

        assertThat(as(cluster.kubeconfig("late", expired, cluster.authority()), cluster, "get", "nodes")
                        .stderr())
                .contains("must be logged in");
        assertThat(as(cluster.kubeconfig("stranger", unknown, cluster.authority()), cluster, "get", "nodes")
                        .stderr())
                .contains("must be logged in");
        assertThat(as(cluster.kubeconfig("good", good, stranger), cluster, "get", "nodes")
                        .stderr())
                .contains("unknown authority");
    }

    @Test
    void objectsOutliveTheServerAndOldRevisionsDoNotOutliveCompaction() {
        try (ControlPlane own =
                ControlPlane.start(options -> options.withoutControllerManager().pagesFromEtcd())) {
            own.api().post("/api/v1/namespaces/default/configmaps", configMap("kept"));
            String page = own.api()
                    .get("/api/v1/namespaces?limit=1")
                    .at("/metadata/continue")
                    .asText();
            String kept = "/api/v1/namespaces/default/configmaps/kept";
            String server = own.api().server();

            own.apiServer().kill();
            assertThat(own.api().answers(kept)).isFalse();
            own.apiServer().restart();
            assertThat(own.api().answers(kept)).isTrue();
            assertThat(own.api().server()).isEqualTo(server);

            own.api().post("/api/v1/namespaces/default/configmaps", configMap("another"));
            own.etcd().compact();
            assertThat(own.api()
                            .send("GET", "/api/v1/namespaces?limit=1&continue=" + page, null, "application/json")
                            .status())
                    .isEqualTo(410);
        }
    }

    @Test
    void controllersGoOnWithAServerThatWasStoppedAndStarted() {
        try (ControlPlane own = ControlPlane.start()) {
            String server = own.apiServer().url();
            own.apiServer().stop();
            assertThat(own.api().answers("/readyz")).isFalse();
            own.apiServer().restart();
            assertThat(own.apiServer().url()).isEqualTo(server);

            own.kubectl("create", "namespace", "after").orFail();
            Wait.until(
                    Duration.ofMinutes(1),
                    () -> own.api().answers("/api/v1/namespaces/after/serviceaccounts/default"),
                    () -> new LabException("no controller works in a minute"));
        }
    }

    @Test
    void podsSeemToRunOnFakeNodesAndJobsAreDone() {
        try (ControlPlane own = ControlPlane.start(options -> options.fakeNodes(2))) {
            own.kubectl("create", "deployment", "web", "--image=registry.example.com/web", "--replicas=3")
                    .orFail();
            own.kubectl("create", "job", "once", "--image=registry.example.com/once")
                    .orFail();

            own.kubectl("wait", "deployment/web", "--for=condition=Available", "--timeout=60s")
                    .orFail();
            own.kubectl("wait", "job/once", "--for=condition=Complete", "--timeout=60s")
                    .orFail();
            assertThat(own.kubectl("get", "pods", "-l", "app=web", "-o", "wide")
                            .stdout()
                            .lines())
                    .hasSize(4)
                    .filteredOn(line -> line.contains("Running") && line.contains("fake-"))
                    .hasSize(3);
        }
    }

    @Test
    void aPartThatFailsSaysWhyInTheException() {
        assertThatThrownBy(() -> ControlPlane.start(options -> options.apiServerFlags("--no-such-flag")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("kube-apiserver has ended")
                .hasMessageContaining("unknown flag: --no-such-flag");
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode configMap(String name) {
        var object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name).put("namespace", "default");
        object.putObject("data").put("greeting", "olá");
        return object;
    }

    private static CommandResult as(Path kubeconfig, ControlPlane cluster, String... command) {
        var arguments = new java.util.ArrayList<>(java.util.List.of(command));
        arguments.add("--kubeconfig=" + kubeconfig);
        return cluster.kubectl(arguments.toArray(String[]::new));
    }
}
