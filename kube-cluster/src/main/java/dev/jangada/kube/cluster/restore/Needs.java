package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an object names of the objects that are in no namespace and cannot do without: without its class a claim is not
 * provisioned, a pod not admitted, an Ingress not served.
 */
final class Needs {

    private static final GroupKind STORAGE_CLASS = new GroupKind("storage.k8s.io", "StorageClass");
    private static final GroupKind PRIORITY_CLASS = new GroupKind("scheduling.k8s.io", "PriorityClass");
    private static final GroupKind RUNTIME_CLASS = new GroupKind("node.k8s.io", "RuntimeClass");
    private static final GroupKind INGRESS_CLASS = new GroupKind("networking.k8s.io", "IngressClass");

    /** Where pods are described: in a Pod, in what makes them, in what makes that. */
    private static final List<String> PODS =
            List.of("/spec", "/spec/template/spec", "/spec/jobTemplate/spec/template/spec", "/template/spec");

    private Needs() {}

    /** The keys of all that an object names so. */
    static Set<ObjectKey> of(KubeObject object) {
        var keys = new HashSet<ObjectKey>();
        JsonNode tree = object.tree();
        for (String pod : PODS) {
            add(keys, PRIORITY_CLASS, tree.at(pod).path("priorityClassName"));
            add(keys, RUNTIME_CLASS, tree.at(pod).path("runtimeClassName"));
        }
        JsonNode spec = tree.path("spec");
        add(keys, STORAGE_CLASS, spec.path("storageClassName"));
        spec.path("volumeClaimTemplates")
                .forEach(claim -> add(keys, STORAGE_CLASS, claim.path("spec").path("storageClassName")));
        add(keys, INGRESS_CLASS, spec.path("ingressClassName"));
        return keys;
    }

    private static void add(Set<ObjectKey> keys, GroupKind kind, JsonNode name) {
        if (name.isTextual() && !name.asText().isEmpty()) {
            keys.add(new ObjectKey(kind, "", name.asText()));
        }
    }
}
