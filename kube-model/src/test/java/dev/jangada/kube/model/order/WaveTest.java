package dev.jangada.kube.model.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaveTest {

    /** Built-in kinds that nobody restores, or that nothing waits for. */
    private static final Set<String> NOWHERE = Set.of(
            "Event",
            "Lease",
            "Binding",
            "CertificateSigningRequest",
            "VolumeAttachment",
            "CSINode",
            "CSIStorageCapacity",
            "IPAddress",
            "ResourceSlice",
            "PodSecurityPolicy",
            "PodPreset",
            "StorageVersionMigration");

    @Test
    void everyBuiltInKindHasAWave() {
        assertThat(BuiltinKinds.all().stream()
                        .map(ResourceKind::groupKind)
                        .distinct()
                        .filter(kind -> Wave.of(kind) == Wave.OTHERS)
                        .map(GroupKind::kind))
                .allMatch(NOWHERE::contains);
    }

    @Test
    void whatOthersNeedComesFirstAndWhatCanStopThemLast() {
        List<GroupKind> kinds = Stream.of(
                        "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
                        "HorizontalPodAutoscaler.autoscaling",
                        "Deployment.apps",
                        "Widget.example.com",
                        "Service.",
                        "Secret.",
                        "PersistentVolumeClaim.",
                        "PersistentVolume.",
                        "NetworkPolicy.networking.k8s.io",
                        "ResourceQuota.",
                        "StorageClass.storage.k8s.io",
                        "Namespace.",
                        "CustomResourceDefinition.apiextensions.k8s.io")
                .map(name -> new GroupKind(name.substring(name.indexOf('.') + 1), name.substring(0, name.indexOf('.'))))
                .toList();
        assertThat(kinds.stream().sorted(Wave.order())).containsExactlyElementsOf(kinds.reversed());
    }

    @Test
    void groupsThatMovedAreOne() {
        assertThat(Wave.of(new GroupKind("extensions", "Ingress"))).isEqualTo(Wave.AUTOSCALERS);
    }
}
