package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectKey;

/**
 * Whether the control plane makes an object by itself, and would make it as it is. Looks at objects after scrubbing.
 * Whatever is not surely the system's counts as an administrator's, and travels.
 */
final class SystemMade {

    private static final String ROOT_CA = "kube-root-ca.crt";

    private SystemMade() {}

    static boolean is(ObjectKey key, ObjectNode tree) {
        JsonNode metadata = tree.path("metadata");
        JsonNode labels = metadata.path("labels");
        JsonNode annotations = metadata.path("annotations");
        boolean plain = labels.isEmpty() && annotations.isEmpty() && !metadata.has("finalizers");
        boolean inDefault = key.namespace().equals("default");
        boolean isKubernetes = key.name().equals("kubernetes");
        GroupKind kind = key.groupKind();
        if (kind.equals(Kinds.NAMESPACE)) {
            return isSystemNamespace(key.name())
                    && only(labels, "kubernetes.io/metadata.name")
                    && annotations.isEmpty()
                    && !metadata.has("finalizers");
        }
        if (kind.equals(Kinds.CONFIG_MAP)) {
            return key.name().equals(ROOT_CA) ? isRootCa(tree, labels, annotations) : isServersConfig(key);
        }
        if (kind.equals(Kinds.SERVICE_ACCOUNT) && key.name().equals("default")) {
            return plain && hasOnly(tree, "apiVersion", "kind", "metadata");
        }
        if (kind.equals(Kinds.SERVICE)) {
            return inDefault && isKubernetes && isServersService(tree.path("spec"), labels, annotations);
        }
        if (kind.equals(Kinds.ENDPOINTS) || kind.equals(Kinds.ENDPOINT_SLICE)) {
            // The API server writes its own addresses there, whatever anybody else writes.
            return inDefault && isKubernetes;
        }
        if (kind.equals(Kinds.SERVICE_CIDR)) {
            return isKubernetes && plain;
        }
        if (kind.equals(Kinds.API_SERVICE)) {
            return only(labels, "kube-aggregator.kubernetes.io/automanaged")
                    && annotations.isEmpty()
                    && !tree.path("spec").has("service");
        }
        if (kind.group().equals("flowcontrol.apiserver.k8s.io")) {
            // The API server keeps the spec of these as it wants it, and deletes those it no longer knows.
            return labels.isEmpty()
                    && only(annotations, "apf.kubernetes.io/autoupdate-spec")
                    && annotations
                            .path("apf.kubernetes.io/autoupdate-spec")
                            .asText()
                            .equals("true");
        }
        return Bootstrap.makes(key, tree);
    }

    /** Whether the control plane makes an object of this name, whatever somebody has made of it since. */
    static boolean isNamed(ObjectKey key) {
        GroupKind kind = key.groupKind();
        boolean isKubernetes = key.name().equals("kubernetes");
        if (kind.equals(Kinds.NAMESPACE)) {
            return isSystemNamespace(key.name());
        }
        if (kind.equals(Kinds.CONFIG_MAP)) {
            return key.name().equals(ROOT_CA) || isServersConfig(key);
        }
        if (kind.equals(Kinds.SERVICE_ACCOUNT) && key.name().equals("default")) {
            return true;
        }
        if (kind.equals(Kinds.SERVICE) || kind.equals(Kinds.ENDPOINTS) || kind.equals(Kinds.ENDPOINT_SLICE)) {
            return isKubernetes && key.namespace().equals("default");
        }
        return (kind.equals(Kinds.SERVICE_CIDR) && isKubernetes)
                || kind.group().equals("flowcontrol.apiserver.k8s.io")
                || Bootstrap.knows(key);
    }

    private static boolean isSystemNamespace(String name) {
        return name.equals("default") || Scrubber.SYSTEM_NAMESPACES.contains(name);
    }

    /** Its data is the cluster's own certificate, which the publisher puts back whenever it is changed. */
    private static boolean isRootCa(ObjectNode tree, JsonNode labels, JsonNode annotations) {
        return labels.isEmpty()
                && (annotations.isEmpty() || only(annotations, "kubernetes.io/description"))
                && only(tree.path("data"), "ca.crt")
                && hasOnly(tree, "apiVersion", "kind", "metadata", "data");
    }

    private static boolean isServersConfig(ObjectKey key) {
        return key.namespace().equals("kube-system")
                && (key.name().equals("extension-apiserver-authentication")
                        || key.name().equals("kube-apiserver-legacy-service-account-token-tracking"));
    }

    /** The one port leads to wherever the API server listens; a node port would be an administrator's wish. */
    private static boolean isServersService(JsonNode spec, JsonNode labels, JsonNode annotations) {
        JsonNode port = spec.path("ports").path(0);
        return annotations.isEmpty()
                && labels.size() == 2
                && labels.path("component").asText().equals("apiserver")
                && labels.path("provider").asText().equals("kubernetes")
                && spec.path("type").asText("ClusterIP").equals("ClusterIP")
                && spec.path("sessionAffinity").asText("None").equals("None")
                && spec.path("internalTrafficPolicy").asText("Cluster").equals("Cluster")
                && !spec.has("selector")
                && !spec.has("externalIPs")
                && spec.path("ports").size() == 1
                && port.path("name").asText().equals("https")
                && port.path("port").asInt() == 443;
    }

    private static boolean only(JsonNode map, String name) {
        return map.size() == 1 && map.has(name);
    }

    private static boolean hasOnly(ObjectNode tree, String... fields) {
        int found = 0;
        for (String field : fields) {
            found += tree.has(field) ? 1 : 0;
        }
        return found == tree.size();
    }
}
