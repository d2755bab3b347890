package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.sample.Yaml;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrategicMergeTest {

    /**
     * Objects, patches and what k8s.io/apimachinery 0.36.1 (strategicpatch.StrategicMergeMapPatch) makes of them with the
     * types of k8s.io/api 0.36.1: random Pods, Deployments and CronJobs, and one case for each rule of its own.
     */
    static List<JsonNode> golden() throws IOException {
        try (var in = Objects.requireNonNull(StrategicMergeTest.class.getResourceAsStream("strategic-merge.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Yaml::tree)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void mergesAsKubernetesDoes(JsonNode line) {
        String[] kind = line.path("kind").asText().split("\\.", 2);
        var groupKind = new GroupKind(kind.length > 1 ? kind[1] : "", kind[0]);
        ObjectNode tree = (ObjectNode) line.path("original").deepCopy();
        ObjectNode patch = (ObjectNode) line.path("patch").deepCopy();
        if (line.has("error")) {
            assertThatThrownBy(() -> StrategicMerge.apply(groupKind, tree, patch))
                    .isInstanceOf(Problem.class);
            return;
        }
        StrategicMerge.apply(groupKind, tree, patch);
        assertThat(asServed(tree)).isEqualTo(asServed(line.path("expected")));
        assertThat(patch).isEqualTo(line.path("patch"));
    }

    /**
     * The library leaves some nulls and directives of a patch in the result. The server, which reads the result as an
     * object of the kind, drops them. But of an item or a map that is to be deleted where nothing is it makes an empty one, and that is not meant.
     */
    private static JsonNode asServed(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode tree) {
        if (tree instanceof ObjectNode map) {
            map.removeIf(
                    field -> field.isNull() || field.path("$patch").asText().equals("delete"));
            map.remove(List.of("$patch", "$retainKeys"));
        } else if (tree instanceof ArrayNode list) {
            list.removeIf(item -> item.path("$patch").asText().equals("delete"));
        }
        tree.forEach(StrategicMergeTest::strip);
    }

    @Test
    void theGoldenCasesAreMany() throws IOException {
        assertThat(golden()).hasSizeGreaterThan(90);
    }

    @Test
    void elementOrderIsPassedOver() {
        ObjectNode tree = (ObjectNode) Yaml.tree("{spec: {containers: [{name: a}, {name: b}]}}");
        StrategicMerge.apply(new GroupKind("", "Pod"), tree, (ObjectNode)
                Yaml.tree("{spec: {$setElementOrder/containers: [{name: b}], containers: [{name: b, image: x}]}}"));
        assertThat(tree.path("spec").path("containers"))
                .hasToString("[{\"name\":\"a\"},{\"name\":\"b\",\"image\":\"x\"}]");
    }

    @Test
    void customKindsHaveNone() {
        assertThatThrownBy(() -> StrategicMerge.apply(new GroupKind("acme.io", "Widget"), Json.object(), Json.object()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Widget.acme.io")
                .hasMessageContaining("mergePatches");
    }

    @Test
    void deleteOfWhatIsNotAListOrOfNothingIsRefused() {
        ObjectNode patch = (ObjectNode) Yaml.tree("{metadata: {$deleteFromPrimitiveList/finalizers: x}}");
        assertThatThrownBy(() -> StrategicMerge.apply(
                        new GroupKind("", "Pod"), (ObjectNode) Yaml.tree("{metadata: {finalizers: [x]}}"), patch))
                .isInstanceOf(Problem.class);
    }
}
