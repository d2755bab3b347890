package dev.jangada.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Nodes that are none, made and kept Ready by kwok; a real scheduler puts pods on them, and kwok says that they run. */
final class FakeNodes {

    /** The annotation of the nodes that kwok looks after; nodes of a generated workload do not have it. */
    private static final String FAKE = "kwok.x-k8s.io/node";

    private FakeNodes() {}

    /**
     * Adds so many to a control plane.
     *
     * @param folder where the control plane keeps its files; whoever ends it ends the scheduler and kwok too
     */
    static void add(Path folder, ControlPlane cluster, int nodes, boolean detached) {
        var _ = Part.start(
                folder,
                "kube-scheduler",
                List.of("--kubeconfig=" + cluster.kubeconfig(), "--leader-elect=false", "--secure-port=0"),
                detached);
        var _ = Part.start(
                folder,
                "kwok",
                List.of(
                        "--kubeconfig=" + cluster.kubeconfig(),
                        "--manage-nodes-with-annotation-selector=" + FAKE + "=fake",
                        "--config=" + configuration(folder)),
                detached);
        for (int i = 0; i < nodes; i++) {
            String name = "fake-" + i;
            cluster.api().post("/api/v1/nodes", node(name));
            // The server takes every new node for not ready; the controller that would see otherwise does not run.
            ObjectNode ready = Json.object();
            ready.putObject("spec").putNull("taints");
            cluster.api().patch("/api/v1/nodes/" + name, ready);
        }
    }

    private static Path configuration(Path folder) {
        Path file = folder.resolve("kwok.yaml");
        try (InputStream in = Objects.requireNonNull(FakeNodes.class.getResourceAsStream("kwok.yaml"))) {
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode node(String name) {
        ObjectNode node = Json.object().put("apiVersion", "v1").put("kind", "Node");
        ObjectNode metadata = node.putObject("metadata").put("name", name);
        metadata.putObject("annotations").put(FAKE, "fake");
        metadata.putObject("labels").put("kubernetes.io/hostname", name).put("kubernetes.io/os", "linux");
        ObjectNode status = node.putObject("status");
        for (String what : List.of("capacity", "allocatable")) {
            status.putObject(what).put("cpu", "64").put("memory", "256Gi").put("pods", "500");
        }
        return node;
    }
}
