package dev.jangada.kube.model.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.sample.RealObjects;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person writes, and what a real Kubernetes 1.36 makes of it, have one normal form. */
class RealDefaultsTest {

    private static final Map<ObjectKey, KubeObject> SERVED =
            RealObjects.served().stream().collect(Collectors.toMap(KubeObject::key, Function.identity()));

    /** What the cluster chose, or filled in in a way that the table does not follow; a copy of it carries it along. */
    private static final Map<String, List<String>> ASSIGNED = Map.of(
            "Secret shop/web-token", List.of("data.token"),
            "Service shop/lb", List.of("spec.ports[port=80].nodePort"),
            "ReplicationController shop/old", List.of("metadata.labels.app"),
            "Job shop/once", List.of("spec.completions"),
            "PersistentVolume nfs1", List.of("spec.claimRef.name", "spec.claimRef.namespace"),
            "PersistentVolumeClaim shop/files", List.of("spec.volumeName"),
            "CustomResourceDefinition widgets.example.com", List.of("spec.names.listKind", "spec.names.singular"));

    static Stream<KubeObject> submitted() {
        return RealObjects.submitted().stream();
    }

    @ParameterizedTest
    @MethodSource("submitted")
    void whatTheServerFilledInIsNoDifference(KubeObject submitted) {
        KubeObject served = Objects.requireNonNull(SERVED.get(submitted.key()));
        ObjectDiff diff = ObjectDiff.of(submitted, served, NormalForm.standard());
        List<String> expected =
                ASSIGNED.getOrDefault(submitted.kind() + " " + submitted.key().path(), List.of());
        assertThat(diff.changes().stream().map(FieldChange::path)).containsExactlyElementsOf(expected);
        boolean equal = Fingerprint.of(NormalForm.standard().of(submitted))
                .equals(Fingerprint.of(NormalForm.standard().of(served)));
        assertThat(equal).isEqualTo(expected.isEmpty());
    }
}
