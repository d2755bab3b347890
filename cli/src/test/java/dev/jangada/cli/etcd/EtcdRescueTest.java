package dev.jangada.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
            String snapshot = folder.resolve("snap.db").toString();
            Ran saved = run(
                    cluster,
                    "etcd",
                    "save",
                    snapshot,
                    "--endpoints",
                    cluster.etcd().endpoint());
            assertThat(saved.code()).as(saved.err()).isZero();
            long revision = Json.mapper()
                    .readTree(folder.resolve("snap.db.json").toFile())
                    .path("revision")
                    .asLong();

            // On an idle cluster nothing differs, of any kind that there is.
            Ran idle = run(cluster, "diff", "etcd:" + snapshot, "live");
            assertThat(idle.code()).as(idle.out() + idle.err()).isZero();

            JsonNode claim = claims(cluster).getFirst();
            String namespace = claim.at("/metadata/namespace").asText();
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
