package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.Asking;
import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.cluster.client.Kubeconfig;
import dev.jangada.kube.cluster.client.Patience;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.Provenance;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The door to running clusters. */
public final class LiveCluster {

    private LiveCluster() {}

    /**
     * Connects to a cluster and learns which kinds it has.
     *
     * @throws Problem if there is no such context, the server cannot be reached or trusted, or it refuses the user
     */
    public static LiveSource open(KubeAccess access) {
        return open(access, waiting -> {});
    }

    /**
     * The same, for a user who wants to know why nothing happens.
     *
     * @param waiting hears that a server in trouble, or gone, is waited for, why, and for how long; not a failure. From
     *     any thread, once while the source is opened at most, and once while it is read
     */
    public static LiveSource open(KubeAccess access, Consumer<Problem> waiting) {
        return open(access, Environment.ofProcess(), Patience.USUAL, waiting);
    }

    /**
     * The same, with another patience than the usual 90 s.
     *
     * @param patience how long a server that is in trouble, or gone, is asked again before a kind is given up
     */
    public static LiveSource open(KubeAccess access, Duration patience) {
        return open(access, Environment.ofProcess(), Patience.USUAL.withTotal(patience));
    }

    static LiveSource open(KubeAccess access, Environment environment, Patience patience) {
        return open(access, environment, patience, waiting -> {});
    }

    static LiveSource open(KubeAccess access, Environment environment, Patience patience, Consumer<Problem> waiting) {
        Kubeconfig kubeconfig = Kubeconfig.load(access.kubeconfig(), access.context(), environment);
        ApiClient api = ApiClient.of(kubeconfig, environment, patience, waiting);
        try {
            Instant now = Instant.now();
            Discovered discovered = Discovery.run(api);
            Optional<String> version = one(api, "/version").map(tree -> text(tree, "gitVersion"));
            Optional<String> uid =
                    one(api, "/api/v1/namespaces/kube-system").map(tree -> text(tree.path("metadata"), "uid"));
            var provenance = new Provenance(
                    access.sourceName(),
                    Optional.of(kubeconfig.contextName()),
                    Optional.of(api.server()),
                    uid.filter(text -> !text.isEmpty()),
                    version.filter(text -> !text.isEmpty()),
                    now);
            List<Problem> warnings = kubeconfig.insecure()
                    ? List.of(
                            new Problem(ExitCode.DONE, ClusterMessage.INSECURE, kubeconfig.contextName(), api.server()))
                    : List.of();
            // What a credential plugin gives is renewed by the plugin, and short-lived on purpose.
            Optional<Instant> certificateEnds =
                    kubeconfig.user().value().path("exec").isObject()
                            ? Optional.empty()
                            : api.problems().clientCertificateEnds();
            return new LiveSource(api, provenance, discovered, kubeconfig.namespace(), warnings, certificateEnds);
        } catch (Throwable e) {
            api.close();
            throw e;
        }
    }

    /** What the user may not see, an old server does not have, or a server in trouble does not say is left empty. */
    private static Optional<JsonNode> one(ApiClient api, String path) {
        try {
            return Optional.of(api.fetchTree(path, ApiClient.JSON, Asking.OPENING));
        } catch (StatusFailure e) {
            if (e.status() == 403 || e.status() == 404 || e.passes()) {
                return Optional.empty();
            }
            throw api.problems().of(e, path);
        }
    }

    private static String text(JsonNode tree, String field) {
        return tree.path(field).asText("");
    }
}
