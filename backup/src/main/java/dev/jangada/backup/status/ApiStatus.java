package dev.jangada.backup.status;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The API server and its nodes.
 *
 * @param down why it does not answer, if so
 * @param server its address, where it is known
 * @param version of Kubernetes, where it is known
 * @param nodesUnknown why the nodes could not be read, if so
 * @param nodes how many there are
 * @param notReady the names of those that are not ready, in order
 */
public record ApiStatus(
        Optional<Problem> down,
        Optional<String> server,
        Optional<String> version,
        Optional<Problem> nodesUnknown,
        int nodes,
        List<String> notReady) {

    private static final GroupKind NODE = new GroupKind("", "Node");

    /** Copies the list. */
    public ApiStatus {
        notReady = List.copyOf(notReady);
    }

    static ApiStatus down(Problem why) {
        return new ApiStatus(Optional.of(why), Optional.empty(), Optional.empty(), Optional.empty(), 0, List.of());
    }

    /** Reads the nodes of a cluster that has answered already. */
    static ApiStatus of(ObjectSource cluster) {
        List<String> notReady = Collections.synchronizedList(new ArrayList<>());
        int[] nodes = {0};
        Optional<Problem> unknown = Optional.empty();
        Optional<ResourceKind> kind = cluster.kinds().find(NODE);
        if (kind.isPresent()) {
            try {
                cluster.read(kind.get(), Selection.ALL, node -> {
                    synchronized (nodes) {
                        nodes[0]++;
                    }
                    if (!isReady(node)) {
                        notReady.add(node.name());
                    }
                });
            } catch (Problem problem) {
                unknown = Optional.of(problem);
            }
        }
        Collections.sort(notReady);
        var from = cluster.provenance();
        return new ApiStatus(Optional.empty(), from.server(), from.kubernetesVersion(), unknown, nodes[0], notReady);
    }

    /** Source: the condition Ready of core/v1 NodeStatus; Unknown is what is set when the kubelet is silent. */
    private static boolean isReady(KubeObject node) {
        for (var condition : node.tree().path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }
}
