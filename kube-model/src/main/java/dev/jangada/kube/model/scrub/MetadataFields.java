package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** What must not travel of any kind: what the server assigns to an object, and what controllers note on it. */
final class MetadataFields {

    private static final List<String> ASSIGNED = List.of(
            "uid",
            "selfLink",
            "resourceVersion",
            "creationTimestamp",
            "generation",
            "managedFields",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "clusterName",
            "initializers");

    /** kubectl's last-applied-configuration is not among them: the next apply must know what to take away. */
    private static final List<String> NOTES = List.of(
            "deployment.kubernetes.io/revision",
            "deployment.kubernetes.io/revision-history",
            "deployment.kubernetes.io/desired-replicas",
            "deployment.kubernetes.io/max-replicas",
            "deprecated.daemonset.template.generation",
            "pv.kubernetes.io/bind-completed",
            "pv.kubernetes.io/bound-by-controller",
            "volume.kubernetes.io/selected-node",
            "volume.kubernetes.io/storage-provisioner",
            "volume.beta.kubernetes.io/storage-provisioner",
            "endpoints.kubernetes.io/last-change-trigger-time",
            "control-plane.alpha.kubernetes.io/leader",
            "autoscaling.alpha.kubernetes.io/conditions",
            "autoscaling.alpha.kubernetes.io/current-metrics");

    /** Finalizers that the system puts there again; most would be in the way where their controller is not. */
    private static final Set<String> FINALIZERS = Set.of(
            "foregroundDeletion",
            "orphan",
            "kubernetes.io/pv-protection",
            "kubernetes.io/pvc-protection",
            "networking.k8s.io/service-cidr-finalizer",
            "service.kubernetes.io/load-balancer-cleanup",
            "batch.kubernetes.io/job-tracking",
            "customresourcecleanup.apiextensions.k8s.io");

    private MetadataFields() {}

    static void scrub(ObjectNode tree) {
        tree.remove("status");
        if (!(tree.path("metadata") instanceof ObjectNode metadata)) {
            return;
        }
        metadata.remove(ASSIGNED);
        Ownership.toAnnotation(metadata);
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(NOTES);
        }
        if (metadata.path("finalizers") instanceof ArrayNode finalizers) {
            finalizers.removeIf(finalizer -> FINALIZERS.contains(finalizer.asText()));
        }
        dropEmpty(metadata, "annotations", "labels", "finalizers");
    }

    /** Sets an annotation; what is no map of annotations, as in a damaged file, gives way to one. */
    static void annotate(ObjectNode metadata, String name, String value) {
        ObjectNode annotations = metadata.path("annotations") instanceof ObjectNode present
                ? present
                : metadata.putObject("annotations");
        annotations.put(name, value);
    }

    /** Removes fields that hold nothing any more. */
    static void dropEmpty(ObjectNode parent, String... fields) {
        for (String field : fields) {
            if (parent.has(field) && parent.path(field).isEmpty()) {
                parent.remove(field);
            }
        }
    }
}
