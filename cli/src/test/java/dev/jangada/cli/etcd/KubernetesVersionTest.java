package dev.jangada.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of Kubernetes beside a snapshot, and who is believed. */
class KubernetesVersionTest {

    @TempDir
    private Path folder;

    @Test
    void theMostTrustworthyWitnessIsBelieved() throws IOException {
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.members(1))) {
            etcd.gateway().put("/app/one", new byte[] {1});
            JsonNode nothing = saved(etcd, "nothing.db");
            assertThat(nothing.has("revision")).isTrue();
            assertThat(nothing.has("kubernetesVersion")).isFalse();

            put(etcd, "/registry/minions/one", node("one", "v1.33.4"));
            put(etcd, "/registry/minions/two", node("two", "v1.33.4"));
            says(saved(etcd, "kubelets.db"), "v1.33.4", "kubelets");

            ObjectNode map = Made.object("ConfigMap", "kubeadm-config");
            map.putObject("data")
                    .put("ClusterConfiguration", "apiServer: {}\nkubernetesVersion: v1.34.2\nnetworking: {}\n");
            put(etcd, "/registry/configmaps/kube-system/kubeadm-config", map);
            says(saved(etcd, "kubeadm.db"), "v1.34.2", "kubeadm-config");

            put(etcd, "/registry/pods/kube-system/kube-apiserver-one", pod("registry.k8s.io/kube-apiserver:v1.34.1"));
            put(
                    etcd,
                    "/registry/pods/kube-system/kube-apiserver-two",
                    pod("mirror.example.com:5000/k8s/kube-apiserver:v1.34.2@sha256:0123"));
            says(saved(etcd, "servers.db"), "v1.34.1, v1.34.2", "kube-apiserver");
        }
    }

    /** With another {@code --etcd-prefix}, told or not. */
    @Test
    void whereverKubernetesIs() throws IOException {
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.members(1))) {
            put(etcd, "/clusters/one/namespaces/kube-system", Made.object("Namespace", "kube-system"));
            put(etcd, "/clusters/one/minions/one", node("one", "v1.33.4"));
            says(saved(etcd, "found.db"), "v1.33.4", "kubelets");
            says(saved(etcd, "told.db", "--etcd-prefix", "clusters/one"), "v1.33.4", "kubelets");
            assertThat(saved(etcd, "wrong.db", "--etcd-prefix", "/registry").has("kubernetesVersion"))
                    .isFalse();
        }
    }

    private static void says(JsonNode record, String version, String from) {
        assertThat(record.path("kubernetesVersion").asText()).isEqualTo(version);
        assertThat(record.path("kubernetesVersionFrom").asText()).isEqualTo(from);
    }

    /** Saves, and reads what is recorded: in the file beside it, which is its owner's alone, and in what is told. */
    private JsonNode saved(EtcdCluster etcd, String name, String... more) throws IOException {
        Path file = folder.resolve(name);
        Ran ran = Ran.jangada(Stream.concat(
                        Stream.of(
                                "etcd",
                                "save",
                                file.toString(),
                                "--endpoints",
                                etcd.member(0).endpoint(),
                                "-o",
                                "json"),
                        Stream.of(more))
                .toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isZero();
        Path beside = folder.resolve(name + ".json");
        JsonNode record = Json.mapper().readTree(beside.toFile());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(beside)))
                .isEqualTo("rw-------");
        assertThat(Json.mapper().readTree(ran.out()).path("kubernetesVersion"))
                .isEqualTo(record.path("kubernetesVersion"));
        return record;
    }

    private static ObjectNode node(String name, String version) {
        ObjectNode node = Made.object("Node", name);
        node.putObject("status").putObject("nodeInfo").put("kubeletVersion", version);
        return node;
    }

    private static ObjectNode pod(String image) {
        ObjectNode pod = Made.object("Pod", "kube-apiserver");
        pod.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "kube-apiserver")
                .put("image", image);
        return pod;
    }

    private static void put(EtcdCluster etcd, String key, ObjectNode object) {
        etcd.gateway().put(key, object.toString().getBytes(StandardCharsets.UTF_8));
    }
}
