package dev.jangada.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A namespace that somebody has deleted comes back out of an etcd snapshot into the living cluster. */
class EtcdRescueTest {

    private static final int OBJECTS = 400;

    @TempDir
    private Path folder;

    private Ran run(ControlPlane cluster, String... arguments) {
        return Ran.jangada(cluster.kubeconfig(), arguments);
    }

    @Test
    void aDeletedNamespaceComesBackWithItsVolumesAndNothingElseIsTouched() throws IOException {
        try (ControlPlane cluster = ControlPlane.start()) {
            WorkloadLoader.load(cluster, new Workload(5, OBJECTS), 8);
            JsonNode claim = claims(cluster).getFirst();
            String namespace = claim.at("/metadata/namespace").asText();
            // Signed by this cluster for this namespace, and brought back by no restore.
            ObjectNode signed = Made.object("Secret", "signed").put("type", "kubernetes.io/service-account-token");
            ((ObjectNode) signed.path("metadata"))
                    .put("namespace", namespace)
                    .putObject("annotations")
                    .put("kubernetes.io/service-account.name", "default");
            cluster.apply(signed);
            ObjectNode kubeadm = Made.object("ConfigMap", "kubeadm-config");
            ((ObjectNode) kubeadm.path("metadata")).put("namespace", "kube-system");
            kubeadm.putObject("data")
                    .put("ClusterConfiguration", "kind: ClusterConfiguration\nkubernetesVersion: v1.99.1\n");
            cluster.apply(kubeadm);
            String snapshot = folder.resolve("snap.db").toString();
            Ran saved = run(
                    cluster,
                    "etcd",
                    "save",
                    snapshot,
                    "--endpoints",
                    cluster.etcd().endpoint());
            assertThat(saved.code()).as(saved.err()).isZero();
            JsonNode beside =
                    Json.mapper().readTree(folder.resolve("snap.db.json").toFile());
            long revision = beside.path("revision").asLong();
            assertThat(beside.path("kubernetesVersion").asText()).isEqualTo("v1.99.1");
            assertThat(beside.path("kubernetesVersionFrom").asText()).isEqualTo("kubeadm-config");
            assertThat(saved.out()).contains("v1.99.1, as kubeadm-config says");

            // On an idle cluster nothing differs, of any kind that there is; and kinds that there are no more are not
            // told.
            Ran idle = run(cluster, "diff", "etcd:" + snapshot, "live", "--scrub", "none");
            assertThat(idle.code()).as(idle.out() + idle.err()).isZero();
            assertThat(idle.out()).doesNotContain("PodSecurityPolicy", "PodPreset", "only in etcd:");

            String source = "etcd:" + snapshot + "@" + revision;
            List<String> others = elsewhere(cluster, namespace);
            cluster.kubectl("delete", "namespace", namespace, "--timeout=60s").orFail();

            Path state = folder.resolve("state");
            Ran restored = Ran.withEnvironment(
                    java.util.Map.of("XDG_STATE_HOME", state.toString()),
                    false,
                    "restore",
                    "--from",
                    source,
                    "-n",
                    namespace,
                    "--yes",
                    "--kubeconfig",
                    cluster.kubeconfig().toString());
            assertThat(restored.code()).as(restored.out() + restored.err()).isZero();

            assertThat(claims(cluster))
                    .filteredOn(each -> each.at("/metadata/namespace").asText().equals(namespace))
                    .isNotEmpty()
                    .allSatisfy(each ->
                            assertThat(each.at("/status/phase").asText()).isEqualTo("Bound"));
            assertThat(claims(cluster).stream()
                            .filter(each -> each.at("/metadata/name").equals(claim.at("/metadata/name")))
                            .map(each -> each.at("/spec/volumeName").asText()))
                    .contains(claim.at("/spec/volumeName").asText());
            assertThat(elsewhere(cluster, namespace)).containsExactlyElementsOf(others);

            // What no restore brings back is no difference, as it is none to a dump.
            Ran compared = run(cluster, "diff", source, "live", "-n", namespace);
            assertThat(compared.code()).as(compared.out() + compared.err()).isZero();
            Ran whole = run(cluster, "diff", source, "live", "-n", namespace, "--scrub", "none");
            assertThat(whole.code()).as(whole.out() + whole.err()).isEqualTo(6);
            assertThat(whole.out()).contains("- Secret " + namespace + "/signed");
        }
    }

    private static List<JsonNode> claims(ControlPlane cluster) throws IOException {
        JsonNode list = Json.mapper()
                .readTree(cluster.kubectl("get", "pvc", "-A", "-o", "json").orFail());
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .filter(each -> !each.at("/spec/volumeName").asText().isEmpty())
                .toList();
    }

    /** Names and resourceVersions of what lies in other namespaces and is written by nobody on its own. */
    private static List<String> elsewhere(ControlPlane cluster, String except) throws IOException {
        JsonNode list = Json.mapper()
                .readTree(cluster.kubectl("get", "deploy,sts,svc,cm,secret,pvc,netpol,ing", "-A", "-o", "json")
                        .orFail());
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .map(each -> each.path("metadata"))
                .filter(each -> !each.path("namespace").asText().equals(except))
                .map(each -> each.path("namespace").asText() + "/"
                        + each.path("name").asText() + "@"
                        + each.path("resourceVersion").asText())
                .sorted()
                .toList();
    }
}
