package dev.jangada.kube.model;

import java.util.Comparator;
import java.util.Map;

/**
 * A kind within its API group, without a version.
 *
 * @param group the API group, empty for the core group
 * @param kind the kind as objects carry it, for example {@code Deployment}
 */
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {

    private static final Comparator<GroupKind> ORDER =
            Comparator.comparing(GroupKind::group).thenComparing(GroupKind::kind);

    /** Kinds that Kubernetes moved to another group or serves from two: one object, one key. */
    private static final Map<GroupKind, GroupKind> MOVED = Map.ofEntries(
            moved("extensions", "Deployment", "apps"),
            moved("extensions", "DaemonSet", "apps"),
            moved("extensions", "ReplicaSet", "apps"),
            moved("extensions", "Job", "batch"),
            moved("extensions", "HorizontalPodAutoscaler", "autoscaling"),
            moved("extensions", "Ingress", "networking.k8s.io"),
            moved("extensions", "NetworkPolicy", "networking.k8s.io"),
            moved("extensions", "PodSecurityPolicy", "policy"),
            moved("events.k8s.io", "Event", ""));

    private static Map.Entry<GroupKind, GroupKind> moved(String from, String kind, String to) {
        return Map.entry(new GroupKind(from, kind), new GroupKind(to, kind));
    }

    /** The same kind under the group where Kubernetes keeps it today. */
    public GroupKind canonical() {
        return MOVED.getOrDefault(this, this);
    }

    /** {@code Deployment.apps}, or {@code Pod} for the core group. */
    @Override
    public String toString() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    @Override
    public int compareTo(GroupKind other) {
        return ORDER.compare(this, other);
    }
}
