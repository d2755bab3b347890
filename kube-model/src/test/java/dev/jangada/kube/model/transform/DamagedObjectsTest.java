package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.sample.MemorySource;
import dev.jangada.kube.model.sample.RealObjects;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of which something is of another type than it should be, as in a file that somebody edited. */
class DamagedObjectsTest {

    private static final KindCatalog KINDS = new KindCatalog(
            "test",
            Stream.concat(BuiltinKinds.all().stream(), MemorySource.of(RealObjects.submitted()).kinds().all().stream())
                    .toList());

    private static final Transform ALL = Transform.of(List.of(
            ResourceModifiers.of("rules", """
                    version: v1
                    resourceModifierRules:
                    - conditions: {groupResource: "**", labelSelector: {matchExpressions: [{key: x, operator: DoesNotExist}]}}
                      mergePatches:
                      - patchData: '{"metadata": {"labels": {"a": "b"}, "annotations": {"a": "b"}}}'
                    - conditions: {groupResource: "*.apps"}
                      strategicPatches:
                      - patchData: |
                          metadata: {finalizers: [x]}
                          spec: {template: {spec: {containers: [{name: web, env: [{name: A, value: b}], ports: [{containerPort: 1}]}], volumes: [{name: v}]}}}
                    - conditions: {groupResource: "**", matches: [{path: /spec/template/spec/containers/0/name, value: web}]}
                      patches: [{operation: add, path: /spec/template/spec/containers/0/image, value: x}]
                    """, KINDS::find),
            NamespaceMapping.parse(List.of("default=other", "shop=store")),
            NodeMapping.parse(List.of("n1=n2")),
            Quiet.suspendCronJobs(),
            Quiet.scaleToZero()));

    @Test
    void wholeObjectsAreTransformed() {
        RealObjects.submitted().forEach(object -> {
            ObjectNode tree = object.tree();
            ALL.apply(object.key(), tree);
            assertThat(tree.at("/metadata/labels/a").asText()).isEqualTo("b");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void damagedOnesAreLeftAloneOrAProblem(long seed) {
        var random = new Random(seed);
        for (KubeObject object : RealObjects.served()) {
            ObjectNode tree = object.tree();
            for (int i = 0; i < 4; i++) {
                damage(tree, random);
            }
            ObjectNode damaged = tree.deepCopy();
            try {
                ALL.apply(object.key(), tree);
            } catch (Problem expected) {
                assertThat(expected).hasMessageNotContaining("{0}");
            } catch (RuntimeException bug) {
                fail("seed " + seed + ": " + damaged, bug);
            }
        }
    }

    private static void damage(ObjectNode tree, Random random) {
        var places = new ArrayList<JsonNode>();
        collect(tree, places);
        JsonNode wrong = random.nextInt(6) == 0 ? NullNode.getInstance() : Trees.value(random, 2);
        switch (places.get(random.nextInt(places.size()))) {
            case ObjectNode map
            when !map.isEmpty() -> {
                List<String> names = map.propertyStream().map(Map.Entry::getKey).toList();
                map.set(names.get(random.nextInt(names.size())), wrong);
            }
            case ArrayNode list when !list.isEmpty() -> list.set(random.nextInt(list.size()), wrong);
            default -> {
                // An empty map or list has nothing to damage.
            }
        }
    }

    private static void collect(JsonNode at, List<JsonNode> places) {
        if (at.isContainerNode()) {
            places.add(at);
            at.forEach(inside -> collect(inside, places));
        }
    }
}
