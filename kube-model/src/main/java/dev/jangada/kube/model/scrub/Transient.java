package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.GroupKind;
import java.util.Set;

/** Objects that tell the state of a moment of one cluster. */
final class Transient {

    /** Kinds of which no object means anything in another cluster. */
    static final Set<GroupKind> KINDS = Set.of(
            new GroupKind("", "Event"),
            new GroupKind("coordination.k8s.io", "Lease"),
            new GroupKind("coordination.k8s.io", "LeaseCandidate"),
            new GroupKind("certificates.k8s.io", "CertificateSigningRequest"),
            new GroupKind("certificates.k8s.io", "PodCertificateRequest"),
            new GroupKind("networking.k8s.io", "IPAddress"),
            new GroupKind("storage.k8s.io", "VolumeAttachment"),
            new GroupKind("storage.k8s.io", "CSINode"),
            new GroupKind("storage.k8s.io", "CSIStorageCapacity"),
            new GroupKind("resource.k8s.io", "ResourceSlice"),
            new GroupKind("internal.apiserver.k8s.io", "StorageVersion"),
            new GroupKind("metrics.k8s.io", "NodeMetrics"),
            new GroupKind("metrics.k8s.io", "PodMetrics"));

    /** Older client libraries keep the holder of a leader election in this annotation. */
    private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";

    private Transient() {}

    static boolean is(GroupKind kind, JsonNode tree) {
        boolean canElect = kind.equals(Kinds.CONFIG_MAP) || kind.equals(Kinds.ENDPOINTS);
        return canElect
                && tree.path("metadata").path("annotations").has(LEADER)
                && tree.path("data").isEmpty()
                && tree.path("binaryData").isEmpty()
                && tree.path("subsets").isEmpty();
    }
}
