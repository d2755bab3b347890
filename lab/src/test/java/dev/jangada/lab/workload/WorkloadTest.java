package dev.jangada.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    @Test
    void theSameSeedAndSizeGiveTheSameBytes() {
        assertThat(bytes(new Workload(7, 2_000))).isEqualTo(bytes(new Workload(7, 2_000)));
        assertThat(bytes(new Workload(8, 2_000))).isNotEqualTo(bytes(new Workload(7, 2_000)));
    }

    private static List<String> bytes(Workload workload) {
        return workload.stream().map(ObjectNode::toString).toList();
    }

    @Test
    void everyObjectIsThereOnceAndThereAreAsManyAsAskedFor() {
        for (int objects : new int[] {300, 301, 1_000, 4_999}) {
            List<KubeObject> all =
                    new Workload(3, objects).stream().map(KubeObject::of).toList();
            assertThat(all).hasSize(objects);
            assertThat(all.stream().map(KubeObject::key).collect(Collectors.toSet()))
                    .hasSize(objects);
        }
    }

    @Test
    void namespacesComeBeforeWhatIsInThem() {
        var seen = new HashSet<String>();
        var homeless = new ArrayList<String>();
        new Workload(3, 1_000).stream().map(KubeObject::of).forEach(object -> {
            if (object.kind().equals("Namespace")) {
                seen.add(object.name());
            } else if (!object.namespace().isEmpty() && !seen.contains(object.namespace())) {
                homeless.add(object.toString());
            }
        });
        assertThat(homeless).isEmpty();
    }

    @Test
    void someValuesAreNearlyAsLargeAsTheServerAllows() {
        assertThat(new Workload(3, 300)
                        .stream()
                                .map(Json::bytes)
                                .mapToInt(bytes -> bytes.length)
                                .max()
                                .orElseThrow())
                .isBetween(900_000, 1_400_000);
    }
}
