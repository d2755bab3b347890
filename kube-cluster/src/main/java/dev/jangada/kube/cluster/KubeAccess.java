package dev.jangada.kube.cluster;

import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.cluster.client.Kubeconfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which cluster is meant, as kubectl's flags say it.
 *
 * @param kubeconfig the file of {@code --kubeconfig}; without it the files of the environment variable
 *     {@code KUBECONFIG}, else {@code ~/.kube/config}
 * @param context the context of {@code --context}; without it the kubeconfig's current one
 * @param sourceName the source as the user wrote it, for example {@code live:prod}
 */
public record KubeAccess(Optional<Path> kubeconfig, Optional<String> context, String sourceName) {

    /**
     * The namespace that the context works in, {@code default} if it names none. Reads the kubeconfig, asks no cluster.
     *
     * @throws dev.jangada.problem.Problem if there is no kubeconfig, it cannot be read, or has no such context
     */
    public String namespace() {
        return Kubeconfig.load(kubeconfig, context, Environment.ofProcess()).namespace();
    }
}
