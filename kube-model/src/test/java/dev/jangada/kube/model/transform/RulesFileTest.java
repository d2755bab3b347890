package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {

    private static List<ModifierRule> rules(String text) {
        return RulesFile.read("rules.yaml", text);
    }

    @Test
    void takesTheConfigMapToo() {
        List<ModifierRule> rules = rules("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: modifiers, namespace: velero}
                data:
                  rules.yml: |
                    version: V1
                    resourceModifierRules:
                    - conditions: {groupResource: persistentvolumeclaims}
                      patches: [{operation: Remove, path: /metadata/labels}]
                """);
        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.conditions().isForResource("persistentvolumeclaims"))
                    .isTrue();
            assertThat(rule.change())
                    .isEqualTo(new Change.Operations(new JsonPatch(List.of(new JsonPatch.Operation(
                            JsonPatch.Verb.REMOVE,
                            Pointer.of("/metadata/labels"),
                            Pointer.of("/metadata/labels"),
                            PatchValue.of(""))))));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{}|version v1",
                "[]|must be a map",
                "{version: v2, resourceModifierRules: [{}]}|version v1",
                "{version: v1}|at least one rule",
                "{version: v1, resourceModifierRule: []}|did you mean resourceModifierRules",
                "{version: v1, resourceModifierRules: {}}|at least one rule",
                "{kind: ConfigMap, data: {a: x, b: y}}|has 2",
                "{kind: ConfigMap, data: []}|has 0",
            })
    void saysWhatIsWrongWithTheFile(String text, String words) {
        assertThatThrownBy(() -> rules(text))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("rules.yaml: ")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "patches: [{operation: remove, path: /a}]|needs the field \"conditions\"",
                "conditions: {}, patches: [{operation: remove, path: /a}]|groupResource",
                "conditions: {groupresource: x}|did you mean groupResource",
                "conditions: {groupResource: x, resourceNameRegex: '('}|regular expression",
                "conditions: {groupResource: '[x'}|pattern \"[x\"",
                "conditions: {groupResource: x, namespaces: y}|must be a list",
                "conditions: {groupResource: x, labelSelector: {matchLabels: {a: 'b,c'}}}|\"b,c\" cannot be in a label",
                "conditions: {groupResource: x, labelSelector: {matchExpressions: [{key: a, operator: in, values: [b]}]}}|operator \"in\"",
                "conditions: {groupResource: x, labelSelector: {matchExpressions: [{key: a, operator: In}]}}|need values",
                "conditions: {groupResource: x, labelSelector: []}|must be a map",
                "conditions: {groupResource: x, matches: [{value: y}]}|needs the field \"path\"",
                "conditions: {groupResource: x}|one of patches",
                "conditions: {groupResource: x}, patches: []|one of patches",
                "conditions: {groupResource: x}, patches: [{operation: remove, path: /a}], mergePatches: [{patchData: '{}'}]|only one",
                "conditions: {groupResource: x}, patches: [{operation: delete, path: /a}]|add, remove, replace",
                "conditions: {groupResource: x}, patches: [{operation: remove, path: a}]|path \"a\"",
                "conditions: {groupResource: x}, patches: [{operation: remove, path: /a~2}]|path \"/a~2\"",
                "conditions: {groupResource: x}, patches: [{operation: move, path: /a}]|\"from\"",
                "conditions: {groupResource: x}, patches: [{operation: add, path: /a, value: {b: c}}]|must be a text",
                "conditions: {groupResource: x}, patches: [{operation: add, path: /a, value: '{b'}]|add /a: the value looks like JSON",
                "conditions: {groupResource: x}, mergePatches: [{patchData: word}]|must be a map",
                "conditions: {groupResource: x}, mergePatches: [{patchData: '{'}]|patchData: line 1",
                "conditions: {groupResource: x}, mergePatches: [{patch: '{}'}]|did you mean patchData",
                "conditions: {groupResource: x}, mergePatch: [{patchData: '{}'}]|did you mean mergePatches",
            })
    void saysWhichRuleIsWrong(String rule, String words) {
        String good = "{conditions: {groupResource: x}, patches: [{operation: remove, path: /a}]}";
        String text = "{version: v1, resourceModifierRules: [%s, {%s}]}".formatted(good, rule);
        assertThatThrownBy(() -> rules(text))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("rules.yaml, rule 2: ")
                .hasMessageContaining(words);
    }

    @Test
    void namesTheEntryOfAConfigMapThatIsNoYaml() {
        assertThatThrownBy(() -> rules("{kind: ConfigMap, data: {r.yml: \"version: v1\\na: {\"}}"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("rules.yaml: r.yml: line ");
    }
}
