package dev.jangada.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.TargetCluster;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkloadLoaderTest {

    /** Kinds that can be created and are not kept: questions to the server, and an order to its scheduler. */
    private static final Set<String> QUESTIONS = Set.of(
            "Binding",
            "LocalSubjectAccessReview",
            "SelfSubjectAccessReview",
            "SelfSubjectReview",
            "SelfSubjectRulesReview",
            "SubjectAccessReview",
            "TokenReview");

    private final Workload workload = new Workload(42, 1_000);

    @BeforeAll
    void load(@TargetCluster ControlPlane cluster) {
        Loaded loaded = WorkloadLoader.load(cluster, workload, 16);
        System.out.printf("%d objects in %s, %.0f/s%n", loaded.objects(), loaded.took(), loaded.rate());
        assertThat(loaded.objects()).isEqualTo(1_000);
    }

    @Test
    void everyKindThatTheServerCreatesAndKeepsIsInTheWorkload(@TargetCluster ControlPlane cluster) {
        Set<String> creatable = cluster.api().resources().all().stream()
                .filter(kind -> kind.verbs().contains("create") && !QUESTIONS.contains(kind.kind()))
                .map(ResourceKind::groupKind)
                .map(Object::toString)
                .collect(Collectors.toSet());
        Set<String> generated = workload.stream()
                .map(KubeObject::of)
                .map(object -> object.groupKind().toString())
                .collect(Collectors.toSet());
        assertThat(generated).containsAll(creatable);
    }

    @Test
    void everyObjectArrives(@TargetCluster ControlPlane cluster) {
        var api = cluster.api();
        assertThat(workload.stream()
                        .filter(object -> !api.answers(api.resources().path(object))))
                .isEmpty();
    }

    @Test
    void ownersAreAliveAndJobsFinished(@TargetCluster ControlPlane cluster) {
        var api = cluster.api();
        String namespace = "/namespaces/specimens/";
        assertThat(api.get("/api/v1" + namespace + "configmaps/made-by-widget").at("/metadata/ownerReferences/0/uid"))
                .isEqualTo(api.get("/apis/platform.example.com/v1" + namespace + "widgets/owner")
                        .at("/metadata/uid"));
        assertThat(api.get("/apis/batch/v1" + namespace + "jobs/finished")
                        .at("/status/conditions")
                        .findValuesAsText("type"))
                .contains("Complete");
        assertThat(api.get("/api/v1/persistentvolumes/specimen-csi")
                        .at("/status/phase")
                        .asText())
                .isEqualTo("Bound");
    }
}
