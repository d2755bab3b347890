package dev.jangada.kube.model;

import java.util.Comparator;

/**
 * What makes an object itself: group and kind, namespace, name. The version is not part of it, and groups that moved
 * are one (see {@link GroupKind#canonical()}).
 *
 * @param groupKind the canonical group and kind
 * @param namespace the namespace, empty for a cluster-scoped object
 * @param name the object's name
 */
public record ObjectKey(GroupKind groupKind, String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::groupKind)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    public ObjectKey {
        groupKind = groupKind.canonical();
    }

    /** {@code Deployment.apps shop/web}, or {@code Node n1}. */
    @Override
    public String toString() {
        return groupKind + " " + path();
    }

    /** {@code namespace/name}, or the name alone for a cluster-scoped object. */
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
