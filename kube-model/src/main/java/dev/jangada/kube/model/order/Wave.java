package dev.jangada.kube.model.order;

import dev.jangada.kube.model.GroupKind;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps in which a restore brings kinds back: everything of one is there before the next begins. Within a wave the
 * order is that of {@link KindOrder}.
 */
public enum Wave {
    /** What makes the API know other kinds. */
    DEFINITIONS("CustomResourceDefinition.apiextensions.k8s.io"),
    NAMESPACES("Namespace"),
    /** Labels and taints of nodes; what pods, volumes and ingresses name as their class. */
    CLASSES(
            "Node",
            "PriorityClass.scheduling.k8s.io",
            "StorageClass.storage.k8s.io",
            "VolumeAttributesClass.storage.k8s.io",
            "CSIDriver.storage.k8s.io",
            "RuntimeClass.node.k8s.io",
            "IngressClass.networking.k8s.io",
            "DeviceClass.resource.k8s.io",
            "ServiceCIDR.networking.k8s.io",
            "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io",
            "FlowSchema.flowcontrol.apiserver.k8s.io",
            "ClusterTrustBundle.certificates.k8s.io"),
    LIMITS("LimitRange", "ResourceQuota"),
    /** Before any pod can run. */
    NETWORK_POLICIES("NetworkPolicy.networking.k8s.io"),
    VOLUMES("PersistentVolume"),
    CLAIMS("PersistentVolumeClaim"),
    /** Accounts, rights, secrets, settings. */
    ACCESS(
            "ServiceAccount",
            "ClusterRole.rbac.authorization.k8s.io",
            "Role.rbac.authorization.k8s.io",
            "ClusterRoleBinding.rbac.authorization.k8s.io",
            "RoleBinding.rbac.authorization.k8s.io",
            "Secret",
            "ConfigMap"),
    SERVICES("Service", "Endpoints", "EndpointSlice.discovery.k8s.io"),
    /** Custom resources, and built-in kinds that no other wave names. */
    OTHERS,
    WORKLOADS(
            "PodTemplate",
            "ResourceClaimTemplate.resource.k8s.io",
            "ResourceClaim.resource.k8s.io",
            "ControllerRevision.apps",
            "Deployment.apps",
            "StatefulSet.apps",
            "ReplicationController",
            "DaemonSet.apps",
            "ReplicaSet.apps",
            "Pod",
            "Job.batch",
            "CronJob.batch"),
    AUTOSCALERS("HorizontalPodAutoscaler.autoscaling", "PodDisruptionBudget.policy", "Ingress.networking.k8s.io"),
    /** Custom resources whose conversion webhook runs in the cluster that is being restored. */
    LATE,
    /** What can stop others from being created. */
    ADMISSION(
            "APIService.apiregistration.k8s.io",
            "MutatingAdmissionPolicy.admissionregistration.k8s.io",
            "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
            "MutatingAdmissionPolicyBinding.admissionregistration.k8s.io",
            "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
            "MutatingWebhookConfiguration.admissionregistration.k8s.io",
            "ValidatingWebhookConfiguration.admissionregistration.k8s.io");

    private static final Map<Wave, Set<GroupKind>> KINDS = kinds();
    private static final Comparator<GroupKind> ORDER =
            Comparator.comparing(Wave::of).thenComparing(KindOrder.comparator());

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<String> names;

    Wave(String... names) {
        this.names = List.of(names);
    }

    /** The wave of a kind; never {@link #LATE}, which only its definition can tell. */
    public static Wave of(GroupKind kind) {
        return Stream.of(values())
                .filter(wave -> KINDS.getOrDefault(wave, Set.of()).contains(kind.canonical()))
                .findFirst()
                .orElse(OTHERS);
    }

    /** The order in which a restore brings kinds back. */
    public static Comparator<GroupKind> order() {
        return ORDER;
    }

    private static Map<Wave, Set<GroupKind>> kinds() {
        var kinds = new EnumMap<Wave, Set<GroupKind>>(Wave.class);
        for (Wave wave : values()) {
            kinds.put(wave, wave.names.stream().map(Wave::kind).collect(Collectors.toUnmodifiableSet()));
        }
        return kinds;
    }

    private static GroupKind kind(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? new GroupKind("", name) : new GroupKind(name.substring(dot + 1), name.substring(0, dot));
    }
}
