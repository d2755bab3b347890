package dev.jangada.kube.cluster;

import dev.jangada.kube.model.ResourceKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the API serves objects: paths that begin with a slash. */
public final class ResourcePath {

    private ResourcePath() {}

    /** A kind's collection, or its part in one namespace if that is not empty. */
    public static String collection(ResourceKind kind, String namespace) {
        String root = kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/";
        String within = namespace.isEmpty() ? "" : "/namespaces/" + encoded(namespace);
        return root + kind.version() + within + "/" + kind.plural();
    }

    /** One object; the namespace is empty for a cluster-scoped kind. */
    public static String object(ResourceKind kind, String namespace, String name) {
        return collection(kind, namespace) + "/" + encoded(name);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
