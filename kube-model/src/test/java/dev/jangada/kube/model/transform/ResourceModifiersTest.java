package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.sample.MemorySource;
import dev.jangada.kube.model.sample.Yaml;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After the examples of Velero's page "Restore Resource Modifiers" and the tests in its internal/resourcemodifiers. */
class ResourceModifiersTest {

    private static final KindCatalog KINDS = new KindCatalog("test", BuiltinKinds.all());

    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: mysql-data, namespace: shop, labels: {tier: db, old: x}}
            spec: {storageClassName: gold, resources: {requests: {storage: 8Gi}}}
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop, annotations: {note: old}}
            spec:
              replicas: 3
              template:
                spec:
                  containers:
                  - {name: web, image: registry.old/web:1}
                  - {name: log, image: registry.old/log:1}
            """;

    private static ResourceModifiers rules(String text) {
        return ResourceModifiers.of("rules.yaml", text, KINDS::find);
    }

    private static ResourceModifiers rule(String conditions, String patches) {
        return rules("{version: v1, resourceModifierRules: [{conditions: {%s}, %s}]}".formatted(conditions, patches));
    }

    /** A rule that marks what it is applied to. */
    private static boolean isMeant(String conditions, String object) {
        var rules = rule(conditions, "mergePatches: [{patchData: '{\"marked\": true}'}]");
        return Transformed.by(rules, object).has("marked");
    }

    @Test
    void changesTheStorageClassOfSomeClaims() {
        ObjectNode claim = Transformed.by(rules("""
                version: v1
                resourceModifierRules:
                - conditions:
                    groupResource: persistentvolumeclaims
                    resourceNameRegex: "^mysql.*$"
                    namespaces: [shop, store]
                    labelSelector:
                      matchLabels: {tier: db}
                  patches:
                  - operation: replace
                    path: /spec/storageClassName
                    value: silver
                  - operation: remove
                    path: /metadata/labels/old
                """), CLAIM);
        assertThat(claim.at("/spec/storageClassName").asText()).isEqualTo("silver");
        assertThat(claim.at("/metadata/labels")).hasToString("{\"tier\":\"db\"}");
        assertThat(claim.path("kind").asText()).isEqualTo("PersistentVolumeClaim");
    }

    @ParameterizedTest
    @CsvSource({"gold,bronze", "silver,gold"})
    void aTestThatFailsLeavesTheObjectAsItWas(String tested, String expected) {
        var rules = rule("groupResource: persistentvolumeclaims", """
                patches: [
                  {operation: add, path: /metadata/labels/touched, value: "yes"},
                  {operation: test, path: /spec/storageClassName, value: %s},
                  {operation: replace, path: /spec/storageClassName, value: bronze}]""".formatted(tested));
        ObjectNode claim = Transformed.by(rules, CLAIM);
        assertThat(claim.at("/spec/storageClassName").asText()).isEqualTo(expected);
        assertThat(claim.at("/metadata/labels").has("touched")).isEqualTo(expected.equals("bronze"));
    }

    @Test
    void addsAndCopiesContainers() {
        ObjectNode deployment = Transformed.by(rules("""
                version: v1
                resourceModifierRules:
                - conditions: {groupResource: deployments.apps, resourceNameRegex: "^w"}
                  patches:
                  - operation: add
                    path: "/spec/template/spec/containers/0"
                    value: "{\\"name\\": \\"proxy\\", \\"ports\\": [{\\"containerPort\\": 80}]}"
                  - operation: copy
                    from: "/spec/template/spec/containers/0"
                    path: "/spec/template/spec/containers/-"
                """), DEPLOYMENT);
        assertThat(deployment
                        .at("/spec/template/spec/containers")
                        .valueStream()
                        .map(item -> item.path("name").asText()))
                .containsExactly("proxy", "web", "log", "proxy");
        assertThat(deployment
                        .at("/spec/template/spec/containers/0/ports/0/containerPort")
                        .isInt())
                .isTrue();
    }

    @Test
    void numbersNeedNoQuotesAndTextsOfDigitsDo() {
        ObjectNode deployment = Transformed.by(rule("groupResource: deployments.apps", """
                patches: [
                  {operation: replace, path: /spec/replicas, value: 1},
                  {operation: add, path: /spec/paused, value: "true"},
                  {operation: add, path: /metadata/annotations/version, value: "\\"1\\""}]"""), DEPLOYMENT);
        assertThat(deployment.at("/spec/replicas")).hasToString("1");
        assertThat(deployment.at("/spec/paused")).hasToString("true");
        assertThat(deployment.at("/metadata/annotations/version")).hasToString("\"1\"");
    }

    @Test
    void mergePatchesTakeYamlAndJson() {
        ObjectNode deployment = Transformed.by(rules("""
                version: v1
                resourceModifierRules:
                - conditions: {groupResource: "*.apps"}
                  mergePatches:
                  - patchData: |
                      {"metadata": {"annotations": {"note": null}}}
                  - patchData: |
                      metadata:
                        annotations:
                          região: "sul 🛶"
                """), DEPLOYMENT);
        assertThat(deployment.at("/metadata/annotations")).hasToString("{\"região\":\"sul 🛶\"}");
    }

    @Test
    void strategicPatchesFindContainersByName() {
        ObjectNode deployment = Transformed.by(rules("""
                version: v1
                resourceModifierRules:
                - conditions: {groupResource: deployments.apps}
                  strategicPatches:
                  - patchData: |
                      spec:
                        template:
                          spec:
                            containers:
                            - name: log
                              image: registry.new/log:1
                """), DEPLOYMENT);
        assertThat(deployment
                        .at("/spec/template/spec/containers")
                        .valueStream()
                        .map(item -> item.path("image").asText()))
                .containsExactly("registry.old/web:1", "registry.new/log:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "groupResource: persistentvolumeclaims|true",
                "groupResource: '*'|true",
                "groupResource: '**'|true",
                "groupResource: '*.*'|false",
                "groupResource: persistentvolumeclaims.storage.k8s.io|false",
                "groupResource: '*', resourceNameRegex: data|true",
                "groupResource: '*', resourceNameRegex: ^data|false",
                "groupResource: '*', namespaces: [other, sh*]|true",
                "groupResource: '*', namespaces: ['*']|true",
                "groupResource: '*', namespaces: [other]|false",
                "groupResource: '*', labelSelector: {matchExpressions: [{key: tier, operator: In, values: [db, web]}]}|true",
                "groupResource: '*', labelSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [db]}]}|false",
                "groupResource: '*', labelSelector: {matchExpressions: [{key: none, operator: NotIn, values: [db]}]}|true",
                "groupResource: '*', labelSelector: {matchExpressions: [{key: tier, operator: Exists}]}|true",
                "groupResource: '*', labelSelector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}|false",
                "groupResource: '*', labelSelector: {matchLabels: {tier: web}}|false",
                "groupResource: '*', labelSelector: {}|true",
                "groupResource: '*', matches: [{path: /spec/storageClassName, value: gold}]|true",
                "groupResource: '*', matches: [{path: /spec/storageClassName, value: other}]|false",
                "groupResource: '*', matches: [{path: /spec/nothing, value: x}]|false",
                "groupResource: '*', matches: [{path: /spec/nothing/deeper, value: x}]|false",
                "groupResource: '*', matches: [{path: /spec/nothing, value: 'null'}]|true",
                "groupResource: '*', matches: [{path: /metadata/labels/tier, value: db}, {path: /kind, value: Pod}]|false",
            })
    void everyConditionMustBeMet(String conditions, boolean meant) {
        assertThat(isMeant(conditions, CLAIM)).isEqualTo(meant);
    }

    @Test
    void clusterScopedObjectsAreInEveryNamespace() {
        String node = "{apiVersion: v1, kind: Node, metadata: {name: n1}}";
        assertThat(isMeant("groupResource: nodes, namespaces: [shop]", node)).isTrue();
    }

    @Test
    void groupsThatMovedAreBoth() {
        String ingress = "{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: i, namespace: shop}}";
        assertThat(isMeant("groupResource: ingresses.networking.k8s.io", ingress))
                .isTrue();
    }

    /** As in Velero: the second rule is for what the source has, not for what the first has made of it. */
    @Test
    void conditionsLookAtTheSource() {
        ObjectNode claim = Transformed.by(rules("""
                version: v1
                resourceModifierRules:
                - conditions: {groupResource: persistentvolumeclaims, matches: [{path: /spec/storageClassName, value: gold}]}
                  patches: [{operation: replace, path: /spec/storageClassName, value: silver}]
                - conditions: {groupResource: persistentvolumeclaims, matches: [{path: /spec/storageClassName, value: silver}]}
                  patches: [{operation: replace, path: /spec/storageClassName, value: bronze}]
                - conditions: {groupResource: persistentvolumeclaims, matches: [{path: /spec/storageClassName, value: gold}]}
                  patches: [{operation: copy, from: /spec/storageClassName, path: /metadata/labels/class}]
                """), CLAIM);
        assertThat(claim.at("/spec/storageClassName").asText()).isEqualTo("silver");
        assertThat(claim.at("/metadata/labels/class").asText()).isEqualTo("silver");
    }

    @Test
    void aRuleThatCannotBeAppliedStopsTheObject() {
        var rules = rule("groupResource: '*'", "patches: [{operation: remove, path: /spec/nothing}]");
        assertThatThrownBy(() -> Transformed.by(rules, CLAIM)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(problem.in(Locale.ENGLISH))
                    .startsWith("rules.yaml, rule 1, cannot be applied to PersistentVolumeClaim shop/mysql-data: ")
                    .contains("nothing to remove at /spec/nothing");
            assertThat(problem.in(Locale.of("pt", "BR"))).contains("regra 1").contains("não há nada");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/metadata/namespace,map the namespace",
        "/metadata/name,without apiVersion",
        "/metadata,without apiVersion",
        "/kind,without apiVersion",
        "/apiVersion,without apiVersion"
    })
    void aRuleDoesNotTakeAwayWhatTheObjectIs(String path, String words) {
        var rules = rule("groupResource: '*'", "patches: [{operation: remove, path: %s}]".formatted(path));
        assertThatThrownBy(() -> Transformed.by(rules, CLAIM))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(words);
    }

    @Test
    void customKindsHaveNoStrategicPatches() {
        KubeObject widget = Yaml.object("{apiVersion: acme.io/v1, kind: Widget, metadata: {name: w, namespace: shop}}");
        var catalog = new KindCatalog("test", List.of(MemorySource.kind(widget)));
        var rules = ResourceModifiers.of("rules.yaml", """
                {version: v1, resourceModifierRules: [{conditions: {groupResource: widgets.acme.io},
                strategicPatches: [{patchData: '{"spec": {}}'}]}]}""", catalog::find);
        ObjectNode tree = widget.tree();
        assertThatThrownBy(() -> rules.apply(widget.key(), tree))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("use mergePatches");
    }

    @Test
    void aKindWithoutAPluralStopsTheObject() {
        var rules = rule("groupResource: '*'", "patches: [{operation: remove, path: /spec}]");
        assertThatThrownBy(() -> Transformed.by(rules, "{apiVersion: acme.io/v1, kind: Widget, metadata: {name: w}}"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Widget.acme.io");
    }

    @Test
    void warnsOfRulesThatFitNoKind() {
        var rules = rules("""
                version: v1
                resourceModifierRules:
                - conditions: {groupResource: deployments.apps}
                  patches: [{operation: remove, path: /spec}]
                - conditions: {groupResource: persistentvolumeclaims.storage.k8s.io}
                  patches: [{operation: remove, path: /spec}]
                """);
        assertThat(rules.withoutKind(KINDS))
                .singleElement()
                .satisfies(problem -> assertThat(problem).hasMessageStartingWith("rules.yaml, rule 2, fits no kind"));
    }
}
