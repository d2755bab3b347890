package dev.jangada.cli.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A kubeconfig with the contexts {@code source} and {@code target}, as a person has it who moves to a new cluster. */
final class TwoContexts {

    private TwoContexts() {}

    /** Writes one in which the source is the current context, so that whoever forgets the target writes there. */
    static Path write(Path file, ControlPlane source, ControlPlane target) throws IOException {
        ObjectNode both = Json.object().put("apiVersion", "v1").put("kind", "Config");
        both.put("current-context", "source");
        List.of("clusters", "users", "contexts").forEach(both::putArray);
        add(both, "source", source);
        add(both, "target", target);
        return Files.write(file, Json.bytes(both));
    }

    private static void add(ObjectNode both, String name, ControlPlane cluster) throws IOException {
        JsonNode one = Json.mapper()
                .readTree(
                        cluster.kubectl("config", "view", "--raw", "-o", "json").orFail());
        for (String what : List.of("clusters", "users", "contexts")) {
            ObjectNode entry = (ObjectNode) one.path(what).get(0);
            both.withArray(what).add(entry.put("name", name));
        }
        ((ObjectNode) both.withArray("contexts").get(both.withArray("contexts").size() - 1))
                .putObject("context")
                .put("cluster", name)
                .put("user", name);
    }
}
