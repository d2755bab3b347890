package dev.jangada.kube.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.client.Kubeconfig.Entry;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;

/** What a credential plugin is told about who asks: the content of {@code KUBERNETES_EXEC_INFO}. */
final class ExecInfo {

    /** The entry of a cluster's {@code extensions} that is meant for plugins. */
    private static final String EXTENSION = "client.authentication.k8s.io/exec";

    /** The fields of {@code spec.cluster} that are called the same in a kubeconfig. */
    private static final List<String> SAME = List.of(
            "server",
            "tls-server-name",
            "insecure-skip-tls-verify",
            "certificate-authority-data",
            "proxy-url",
            "disable-compression");

    private ExecInfo() {}

    /**
     * The text for the variable.
     *
     * @param exec the kubeconfig's {@code exec}
     * @param interactive whether the plugin may talk with somebody
     * @throws IOException if the cluster's authority is to be told and its file cannot be read
     */
    static String of(Entry cluster, JsonNode exec, boolean interactive) throws IOException {
        ObjectNode info = Json.object()
                .put("apiVersion", exec.path("apiVersion").asText())
                .put("kind", "ExecCredential");
        ObjectNode spec = info.putObject("spec").put("interactive", interactive);
        if (exec.path("provideClusterInfo").asBoolean()) {
            spec.set("cluster", cluster(cluster));
        }
        return info.toString();
    }

    private static ObjectNode cluster(Entry cluster) throws IOException {
        ObjectNode told = Json.object();
        SAME.stream()
                .filter(cluster.value()::has)
                .forEach(field -> told.set(field, cluster.value().path(field)));
        String file = cluster.text("certificate-authority");
        if (!file.isEmpty() && cluster.text("certificate-authority-data").isEmpty()) {
            byte[] authority = Files.readAllBytes(cluster.resolve(file));
            told.put("certificate-authority-data", Base64.getEncoder().encodeToString(authority));
        }
        for (JsonNode named : cluster.value().path("extensions")) {
            if (named.path("name").asText().equals(EXTENSION)) {
                told.set("config", named.path("extension"));
            }
        }
        return told;
    }
}
