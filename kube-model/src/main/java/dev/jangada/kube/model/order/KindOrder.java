package dev.jangada.kube.model.order;

import dev.jangada.kube.model.GroupKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which kinds are written to a dump and created in a cluster: what others refer to comes first, and what
 * can stop others from being created (webhooks, admission policies) comes last.
 *
 * <p>The guide's twenty kinds keep their order among themselves. Custom resources and built-in kinds that nothing
 * depends on come after every built-in kind that they may need; among them, group and name decide.
 */
public final class KindOrder {

    /** Stands in the list below for every kind that it does not name. */
    private static final String ALL_OTHERS = "*";

    /** Kind and group, in order; a guide's kind is marked by a plus. */
    private static final List<String> ORDER = List.of(
            "CustomResourceDefinition.apiextensions.k8s.io",
            "Node",
            "Namespace",
            "PriorityClass.scheduling.k8s.io",
            "RuntimeClass.node.k8s.io",
            "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io",
            "FlowSchema.flowcontrol.apiserver.k8s.io",
            "ServiceCIDR.networking.k8s.io",
            "PodSecurityPolicy.policy",
            "ClusterTrustBundle.certificates.k8s.io",
            "+ServiceAccount",
            "+ClusterRole.rbac.authorization.k8s.io",
            "+Role.rbac.authorization.k8s.io",
            "+ClusterRoleBinding.rbac.authorization.k8s.io",
            "+RoleBinding.rbac.authorization.k8s.io",
            "CSIDriver.storage.k8s.io",
            "+StorageClass.storage.k8s.io",
            "VolumeAttributesClass.storage.k8s.io",
            "IngressClass.networking.k8s.io",
            "DeviceClass.resource.k8s.io",
            "+ResourceQuota",
            "+LimitRange",
            "+NetworkPolicy.networking.k8s.io",
            "+ConfigMap",
            "+PersistentVolume",
            "+PersistentVolumeClaim",
            "+Secret",
            "+Service",
            "Endpoints",
            "EndpointSlice.discovery.k8s.io",
            "PodTemplate",
            "ResourceClaimTemplate.resource.k8s.io",
            "ResourceClaim.resource.k8s.io",
            "PodDisruptionBudget.policy",
            "ControllerRevision.apps",
            "+Deployment.apps",
            "+StatefulSet.apps",
            "+ReplicationController",
            "+DaemonSet.apps",
            "ReplicaSet.apps",
            "Pod",
            "+Job.batch",
            "CronJob.batch",
            "HorizontalPodAutoscaler.autoscaling",
            "+Ingress.networking.k8s.io",
            ALL_OTHERS,
            "APIService.apiregistration.k8s.io",
            "MutatingAdmissionPolicy.admissionregistration.k8s.io",
            "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
            "MutatingAdmissionPolicyBinding.admissionregistration.k8s.io",
            "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
            "MutatingWebhookConfiguration.admissionregistration.k8s.io",
            "ValidatingWebhookConfiguration.admissionregistration.k8s.io");

    private static final Map<GroupKind, Integer> PLACES = places();
    private static final int OTHERS = ORDER.indexOf(ALL_OTHERS);
    private static final List<GroupKind> GUIDE = ORDER.stream()
            .filter(line -> line.startsWith("+"))
            .map(KindOrder::kind)
            .toList();

    private static final Comparator<GroupKind> COMPARATOR = Comparator.comparingInt(
                    (GroupKind kind) -> PLACES.getOrDefault(kind.canonical(), OTHERS))
            .thenComparing(GroupKind::canonical);

    private KindOrder() {}

    /** Orders kinds so that a file of objects, applied from top to bottom, works; groups that moved are one. */
    public static Comparator<GroupKind> comparator() {
        return COMPARATOR;
    }

    /** The twenty kinds that the guide's script wrote to {@code cluster-dump.json}, in its order. */
    public static List<GroupKind> guideKinds() {
        return GUIDE;
    }

    private static Map<GroupKind, Integer> places() {
        var places = new HashMap<GroupKind, Integer>();
        for (int i = 0; i < ORDER.size(); i++) {
            places.put(kind(ORDER.get(i)), i);
        }
        return places;
    }

    private static GroupKind kind(String line) {
        String name = line.startsWith("+") ? line.substring(1) : line;
        int dot = name.indexOf('.');
        return dot < 0 ? new GroupKind("", name) : new GroupKind(name.substring(dot + 1), name.substring(0, dot));
    }
}
