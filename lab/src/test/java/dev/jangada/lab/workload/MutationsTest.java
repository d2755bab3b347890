package dev.jangada.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.workload.Mutation.Difference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MutationsTest {

    private final Workload workload = new Workload(42, 1_000);

    @Test
    void theSameSeedChoosesTheSameChangesEachToAnotherObject() {
        List<Mutation> chosen = Mutations.of(workload, 1, 60);

        assertThat(chosen).hasSize(60).map(Object::toString).isEqualTo(texts(Mutations.of(workload, 1, 60)));
        assertThat(chosen.stream().map(Mutation::key).distinct()).hasSize(60);
        assertThat(texts(Mutations.of(workload, 2, 60))).isNotEqualTo(texts(chosen));
    }

    private static List<String> texts(List<Mutation> mutations) {
        return mutations.stream().map(Object::toString).toList();
    }

    @Test
    void whatIsSaidToDifferDiffersAndNothingElse() {
        try (ControlPlane cluster = ControlPlane.start(options -> options.withoutControllerManager())) {
            BulkLoader.load(cluster, workload, 8);
            Map<ObjectKey, String> before = versions(cluster);
            List<Mutation> chosen = Mutations.of(workload, 1, 60);

            chosen.forEach(mutation -> mutation.apply(cluster.api()));

            Map<ObjectKey, String> after = versions(cluster);
            assertThat(keys(chosen, Difference.ADDED)).isEqualTo(without(after.keySet(), before.keySet()));
            assertThat(keys(chosen, Difference.REMOVED)).isEqualTo(without(before.keySet(), after.keySet()));
            assertThat(keys(chosen, Difference.CHANGED))
                    .isEqualTo(before.keySet().stream()
                            .filter(key -> after.containsKey(key) && !Objects.equals(before.get(key), after.get(key)))
                            .collect(Collectors.toSet()));
        }
    }

    private static Set<ObjectKey> keys(List<Mutation> mutations, Difference difference) {
        return mutations.stream()
                .filter(mutation -> mutation.difference() == difference)
                .map(Mutation::key)
                .collect(Collectors.toSet());
    }

    private static Set<ObjectKey> without(Set<ObjectKey> all, Set<ObjectKey> these) {
        return all.stream().filter(key -> !these.contains(key)).collect(Collectors.toSet());
    }

    /** Every object of the workload's kinds with its resourceVersion. */
    private Map<ObjectKey, String> versions(ControlPlane cluster) {
        var versions = new TreeMap<ObjectKey, String>();
        workload.stream()
                .filter(object ->
                        !Set.of("Lease", "Event").contains(object.path("kind").asText()))
                .map(object -> object.path("apiVersion").asText() + " "
                        + object.path("kind").asText())
                .distinct()
                .map(type -> type.split(" ", -1))
                .flatMap(type -> cluster.api().resources().list(type[0], type[1]).stream())
                .map((ObjectNode object) -> KubeObject.of(object))
                .filter(object -> !Mutations.DERIVED.contains(object.groupKind()))
                .forEach(object -> versions.put(object.key(), object.resourceVersion()));
        return versions;
    }
}
