package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.sample.Yaml;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same rules do the same here and in Velero: rules, objects, and what internal/resourcemodifiers of Velero (commit
 * d30d389b of May 2026) made of them when it was run with them. What is meant to differ stands in
 * {@code docs/design/transform.md} and is not among them.
 */
class VeleroTest {

    private static final KindCatalog KINDS = new KindCatalog("test", BuiltinKinds.all());

    static List<JsonNode> golden() throws IOException {
        try (var in = Objects.requireNonNull(VeleroTest.class.getResourceAsStream("velero.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Yaml::tree)
                    .toList();
        }
    }

    @Test
    void theGoldenCasesAreMany() throws IOException {
        assertThat(golden()).hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void rulesDoWhatTheyDoInVelero(JsonNode line) {
        KubeObject object = KubeObject.of(line.path("object"));
        String rules = line.path("rules").asText();
        ObjectNode tree = object.tree();
        if (line.has("error")) {
            assertThatThrownBy(() ->
                            ResourceModifiers.of("rules", rules, KINDS::find).apply(object.key(), tree))
                    .as(rules)
                    .isInstanceOf(Problem.class);
            return;
        }
        ResourceModifiers.of("rules", rules, KINDS::find).apply(object.key(), tree);
        JsonNode expected = line.path("expected").isTextual() ? line.path("object") : line.path("expected");
        assertThat(tree.equals(JsonPatch::compare, expected))
                .as("%s%n%s%n%s", rules, tree, expected)
                .isTrue();
    }
}
