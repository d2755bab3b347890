package dev.jangada.kube.model.compare;

import static dev.jangada.kube.model.sample.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.sample.RealObjects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ObjectDiffTest {

    private static final List<KubeObject> SERVED = RealObjects.served();

    @Test
    void aFieldIsNamedByItsPath() {
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop, annotations: {%s}}
                spec:
                  replicas: %d
                  template:
                    spec:
                      containers:
                      - {name: side, image: "side:1"}
                      - {name: web, image: "%s", args: [a, %s], ports: [{containerPort: 80}]}
                """;
        assertThat(told(deployment.formatted("", 1, "web:1", "b"), deployment.formatted("a.b/c: x", 2, "web:2", "c")))
                .containsExactly(
                        "ADDED metadata.annotations[\"a.b/c\"] -> \"x\"",
                        "CHANGED spec.replicas 1 -> 2",
                        "CHANGED spec.template.spec.containers[name=web].args[1] \"b\" -> \"c\"",
                        "CHANGED spec.template.spec.containers[name=web].image \"web:1\" -> \"web:2\"");
    }

    @Test
    void itemsAreMatchedByTheirKeysAndOrderCountsOnlyWhereItMeansSomething() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: shop, finalizers: [%s]}
                spec: {containers: [%s], initContainers: [%s]}
                """;
        assertThat(told(
                        pod.formatted("a, b", "{name: x}, {name: y}", "{name: i}, {name: j}"),
                        pod.formatted("b, c", "{name: y}, {name: x}", "{name: j}, {name: i}")))
                .containsExactly(
                        "REMOVED metadata.finalizers[\"a\"] \"a\" -> ",
                        "ADDED metadata.finalizers[\"c\"] -> \"c\"",
                        "CHANGED spec.initContainers [\"name=i\",\"name=j\"] -> [\"name=j\",\"name=i\"]");
    }

    @Test
    void aDefaultThatIsGivenUpIsToldAsTheValueItWas() {
        String deployment = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: a}, spec: {%s}}";
        assertThat(told(deployment.formatted(""), deployment.formatted("strategy: {type: Recreate}")))
                .containsExactly("CHANGED spec.strategy.type \"RollingUpdate\" -> \"Recreate\"");
        // A probe that was not there had no period.
        String pod =
                "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a}, spec: {containers: [{name: c%s}]}}";
        assertThat(told(pod.formatted(""), pod.formatted(", livenessProbe: {periodSeconds: 3}")))
                .containsExactly("ADDED spec.containers[name=c].livenessProbe.periodSeconds -> 3");
        assertThat(told(
                        pod.formatted(", livenessProbe: {tcpSocket: {port: 1}}"),
                        pod.formatted(", livenessProbe: {tcpSocket: {port: 1}, periodSeconds: 3}")))
                .containsExactly("CHANGED spec.containers[name=c].livenessProbe.periodSeconds 10 -> 3");
    }

    @Test
    void whatTheServerFilledInOnOneSideIsToldAsItWas() {
        String pod =
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: a, imagePullPolicy: %s}]}}";
        assertThat(told(pod.formatted("Always"), pod.formatted("Never")))
                .containsExactly("CHANGED spec.containers[name=c].imagePullPolicy \"Always\" -> \"Never\"");
    }

    @Test
    void portsOfOneNumberAndTwoProtocolsAreTwo() {
        String service =
                "{apiVersion: v1, kind: Service, metadata: {name: dns, namespace: a}, spec: {ports: [{port: 53, protocol: UDP}%s]}}";
        assertThat(told(service.formatted(""), service.formatted(", {port: 53, protocol: TCP, targetPort: 53}")))
                .containsExactly("ADDED spec.ports[port=53] -> {\"port\":53}");
    }

    @Test
    void listsWithoutUsableKeysAreComparedByPosition() {
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a},"
                + " spec: {containers: [{name: c, env: [{name: A, value: x}, {name: A, value: %s}]}]}}";
        assertThat(told(pod.formatted("y"), pod.formatted("z")))
                .containsExactly("CHANGED spec.containers[name=c].env[1].value \"y\" -> \"z\"");
    }

    @Test
    void amountsAreWhatTheyAreHoweverWritten() {
        String claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: a},"
                + " spec: {resources: {requests: {storage: %s}}}}";
        assertThat(told(claim.formatted("1Gi"), claim.formatted("1024Mi"))).isEmpty();
        assertThat(told(claim.formatted("0.5"), claim.formatted("500m"))).isEmpty();
        assertThat(told(claim.formatted("1e3"), claim.formatted("1k"))).isEmpty();
        assertThat(told(claim.formatted("1Gi"), claim.formatted("1G"))).hasSize(1);
    }

    @Test
    void aSecretsTextIsItsData() {
        assertThat(told(
                        "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: a}, stringData: {a: abc}}",
                        "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: a}, data: {a: YWJj}}"))
                .isEmpty();
    }

    @Test
    void asReadNothingIsOverlooked() {
        KubeObject before = object(
                "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: a, uid: u}, spec: {type: ClusterIP}}");
        KubeObject after =
                object("{apiVersion: v1, kind: Service, metadata: {name: s, namespace: a, uid: v}, spec: {}}");
        assertThat(ObjectDiff.of(before, after, NormalForm.standard()).isEmpty())
                .isTrue();
        assertThat(ObjectDiff.of(before, after, NormalForm.asRead()).changes().stream()
                        .map(FieldChange::path))
                .containsExactly("metadata.uid", "spec.type");
    }

    @Test
    void noObjectDiffersFromItselfAndTheNormalFormIsItsOwn() {
        for (KubeObject object : SERVED) {
            for (NormalForm form : List.of(NormalForm.standard(), NormalForm.asRead())) {
                assertThat(ObjectDiff.of(object, object, form).changes()).isEmpty();
                ObjectNode normal = form.of(object);
                if (normal.path("metadata").has("name")) {
                    assertThat(form.of(KubeObject.of(normal))).isEqualTo(normal);
                }
            }
        }
    }

    /** A value that is changed anywhere, in lists too, is told of, at that place, and nothing else is. */
    @Test
    void aChangeOfOneFieldIsFoundWhereItIs() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int inLists = 0;
        for (int i = 0; i < 3_000; i++) {
            KubeObject object = SERVED.get(random.nextInt(SERVED.size()));
            ObjectNode changed = NormalForm.standard().of(object);
            KubeObject original = KubeObject.of(changed.deepCopy());
            Optional<String> path = changeOne(changed, NormalForm.rules(object.groupKind()), random);
            if (path.isEmpty()) {
                continue;
            }
            inLists += path.get().contains("[") ? 1 : 0;
            assertThat(ObjectDiff.of(original, KubeObject.of(changed), NormalForm.standard())
                            .changes())
                    .as("seed %d, %s %s", seed, object, path.get())
                    .singleElement()
                    .satisfies(change -> assertThat(change.path()).isEqualTo(path.get()));
        }
        assertThat(inLists).as("seed %d", seed).isGreaterThan(200);
    }

    /** Changes a value somewhere in a tree that is no key of a list; tells its path, or nothing if there was none. */
    private static Optional<String> changeOne(ObjectNode tree, Rules rulesOfTree, RandomGenerator random) {
        var path = new StringBuilder();
        JsonNode at = tree;
        Rules rules = rulesOfTree;
        Set<String> keys = Set.of("apiVersion", "kind");
        while (true) {
            if (at instanceof ObjectNode object) {
                List<String> names = names(object, keys);
                if (names.isEmpty()) {
                    return Optional.empty();
                }
                String field = names.get(random.nextInt(names.size()));
                path.append(field.matches("[\\w$-]+") ? (path.isEmpty() ? "" : ".") + field : "[\"" + field + "\"]");
                if (object.get(field).isValueNode()) {
                    object.put(field, "another value");
                    return Optional.of(path.toString());
                }
                at = object.get(field);
                rules = rules.field(field);
                keys = Set.of();
            } else if (at instanceof ArrayNode list && !list.isEmpty()) {
                int index = random.nextInt(list.size());
                Match match = rules.match().orByName();
                boolean keyed = match.byKey(list).isPresent();
                if (match.how() == Match.How.SET) {
                    return Optional.empty();
                }
                path.append('[')
                        .append(keyed ? match.keyOf(list.get(index)) : index)
                        .append(']');
                if (list.get(index).isValueNode()) {
                    list.set(index, "another value");
                    return Optional.of(path.toString());
                }
                keys = keyed ? firstSteps(match) : Set.of();
                at = list.get(index);
                rules = rules.each();
            } else {
                return Optional.empty();
            }
        }
    }

    private static List<String> names(ObjectNode object, Set<String> except) {
        return object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !except.contains(name))
                .toList();
    }

    private static Set<String> firstSteps(Match match) {
        return match.fields().stream().map(field -> field.split("\\.", -1)[0]).collect(Collectors.toSet());
    }

    private static List<String> told(String before, String after) {
        return ObjectDiff.of(object(before), object(after), NormalForm.standard()).changes().stream()
                .map(change -> "%s %s %s-> %s"
                        .formatted(
                                change.what(),
                                change.path(),
                                change.before()
                                        .map(value -> value.shown() + " ")
                                        .orElse(""),
                                change.after()
                                        .map(value -> value.shown().toString())
                                        .orElse("")))
                .toList();
    }
}
