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

/**
 * A control plane that outlives the JVM that starts it, until somebody takes it down; all that is known of it stands in
 * its folder.
 *
 * @param folder where its files are
 */
public record DetachedCluster(Path folder) {

    /** Starts it; whatever a dead one left in the folder is deleted. */
    public ControlPlane up() {
        try {
            Run.delete(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ControlPlane.start(folder, options -> {}, true);
    }

    /** The annotation of the nodes that kwok looks after; nodes of a generated workload do not have it. */
    private static final String FAKE = "kwok.x-k8s.io/node";

    /** Adds a scheduler and so many fake nodes, made and kept Ready by kwok, on which pods run. */
    public void addNodes(ControlPlane cluster, int nodes) {
        Part.start(
                folder,
                "kube-scheduler",
                List.of("--kubeconfig=" + cluster.kubeconfig(), "--leader-elect=false", "--secure-port=0"),
                true);
        Part.start(
                folder,
                "kwok",
                List.of(
                        "--kubeconfig=" + cluster.kubeconfig(),
                        "--manage-nodes-with-annotation-selector=" + FAKE + "=fake",
                        "--config=" + kwokConfiguration()),
                true);
        for (int i = 0; i < nodes; i++) {
            String name = "fake-" + i;
            cluster.api().post("/api/v1/nodes", fakeNode(name));
            // The server takes every new node for not ready; the controller that would see otherwise does not run.
            ObjectNode ready = Json.object();
            ready.putObject("spec").putNull("taints");
            cluster.api().patch("/api/v1/nodes/" + name, ready);
        }
    }

    /** Ends it and deletes its folder. */
    public void down() {
        try {
            Run.end(folder);
            Run.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether any part of it is alive. */
    public boolean isUp() {
        try {
            return Run.anyAlive(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The administrator's kubeconfig. */
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    private Path kwokConfiguration() {
        Path file = folder.resolve("kwok.yaml");
        try (InputStream in = Objects.requireNonNull(DetachedCluster.class.getResourceAsStream("kwok.yaml"))) {
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode fakeNode(String name) {
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
