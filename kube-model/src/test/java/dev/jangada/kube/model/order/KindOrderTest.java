package dev.jangada.kube.model.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.GroupKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KindOrderTest {

    @Test
    void theGuidesKindsAreInTheGuidesOrder() {
        assertThat(KindOrder.guideKinds().stream().map(GroupKind::kind))
                .containsExactly(
                        "ServiceAccount",
                        "ClusterRole",
                        "Role",
                        "ClusterRoleBinding",
                        "RoleBinding",
                        "StorageClass",
                        "ResourceQuota",
                        "LimitRange",
                        "NetworkPolicy",
                        "ConfigMap",
                        "PersistentVolume",
                        "PersistentVolumeClaim",
                        "Secret",
                        "Service",
                        "Deployment",
                        "StatefulSet",
                        "ReplicationController",
                        "DaemonSet",
                        "Job",
                        "Ingress");
        assertThat(KindOrder.guideKinds()).isSortedAccordingTo(KindOrder.comparator());
    }

    @Test
    void everythingElseFindsItsPlace() {
        List<GroupKind> ordered = List.of(
                kind("apiextensions.k8s.io", "CustomResourceDefinition"),
                kind("", "Namespace"),
                kind("scheduling.k8s.io", "PriorityClass"),
                kind("", "ServiceAccount"),
                kind("storage.k8s.io", "StorageClass"),
                kind("networking.k8s.io", "IngressClass"),
                kind("", "ResourceQuota"),
                kind("policy", "PodDisruptionBudget"),
                kind("apps", "Deployment"),
                kind("batch", "CronJob"),
                kind("networking.k8s.io", "Ingress"),
                kind("cert-manager.io", "Certificate"),
                kind("example.com", "Widget"),
                kind("apiregistration.k8s.io", "APIService"),
                kind("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
                kind("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
                kind("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"));
        var shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(shuffled.stream().sorted(KindOrder.comparator())).containsExactlyElementsOf(ordered);
    }

    @Test
    void aKindOfAnOldGroupStandsWhereItStandsToday() {
        assertThat(Stream.of(kind("extensions", "Ingress"), kind("extensions", "Deployment"), kind("", "Service"))
                        .sorted(KindOrder.comparator())
                        .map(GroupKind::kind))
                .containsExactly("Service", "Deployment", "Ingress");
        assertThat(KindOrder.comparator().compare(kind("extensions", "Deployment"), kind("apps", "Deployment")))
                .isZero();
    }

    private static GroupKind kind(String group, String kind) {
        return new GroupKind(group, kind);
    }
}
