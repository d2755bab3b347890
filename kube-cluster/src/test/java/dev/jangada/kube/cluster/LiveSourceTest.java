package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Reads a real cluster with a believable workload, and asks kubectl whether it read well. */
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class LiveSourceTest {

    private ControlPlane cluster;

    @BeforeAll
    void load(@SourceCluster ControlPlane source) {
        cluster = source;
        WorkloadLoader.load(cluster, new Workload(11, 600), 4);
    }

    private static LiveSource open(Path kubeconfig) {
        return LiveCluster.open(new KubeAccess(Optional.of(kubeconfig), Optional.empty(), "live"));
    }

    private static List<KubeObject> read(LiveSource source, String kind, Selection selection) {
        var objects = new ArrayList<KubeObject>();
        source.read(source.kinds().find(kind).getFirst(), selection, objects::add);
        return objects;
    }

    private static List<String> paths(List<KubeObject> objects) {
        return objects.stream().map(object -> object.key().path()).sorted().toList();
    }

    @Test
    void findsTheKindsThatKubectlFinds() {
        try (LiveSource source = open(cluster.kubeconfig())) {
            String names = cluster.kubectl("api-resources", "--verbs=list,get,create", "-o", "name")
                    .orFail();
            List<String> expected = Arrays.stream(names.split("\n"))
                    .filter(name -> !name.equals("events.events.k8s.io"))
                    .toList();
            assertThat(source.kinds().all().stream()
                            .map(ResourceKind::resourceName)
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(source.coverage().complete()).isTrue();
            assertThat(source.versions(new GroupKind("autoscaling", "HorizontalPodAutoscaler")))
                    .containsExactly("v2", "v1");
            assertThat(source.kinds().find("deploy")).hasSize(1);
        }
    }

    @Test
    void saysWhereItIsFrom() {
        try (LiveSource source = open(cluster.kubeconfig())) {
            assertThat(source.provenance().server())
                    .contains(cluster.apiServer().url());
            assertThat(source.provenance().context()).contains("lab");
            assertThat(source.provenance().clusterUid())
                    .contains(cluster.api()
                            .get("/api/v1/namespaces/kube-system")
                            .path("metadata")
                            .path("uid")
                            .asText());
            assertThat(source.provenance().kubernetesVersion()).contains("v1.36.1");
            assertThat(source.provenance().asOf()).isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
        }
    }

    /** Kinds that the control plane itself writes all the time; their content may change between two looks. */
    private static final List<String> RESTLESS = List.of("leases.coordination.k8s.io", "events");

    @Test
    void readsEveryObjectOnceAndAsItIs() throws IOException {
        try (LiveSource source = open(cluster.kubeconfig())) {
            var captured = new ConcurrentHashMap<String, Map<String, ObjectNode>>();
            Capture capture = Capture.run(source, source.kinds().all(), Selection.ALL, 4, kind -> {
                var objects = new TreeMap<String, ObjectNode>();
                captured.put(kind.resourceName(), objects);
                return object -> assertThat(objects.put(object.key().path(), object.tree()))
                        .as("%s once", object)
                        .isNull();
            });
            assertThat(capture.complete()).isTrue();
            var compared = new AtomicInteger();
            for (ResourceKind kind : source.kinds().all()) {
                if (RESTLESS.contains(kind.resourceName())) {
                    continue;
                }
                String name = kind.plural() + "." + kind.version() + "." + kind.group();
                JsonNode list = Json.mapper()
                        .readTree(cluster.kubectl("get", name, "-A", "-o", "json", "--show-managed-fields")
                                .orFail());
                var expected = new TreeMap<String, JsonNode>();
                for (JsonNode item : list.path("items")) {
                    expected.put(KubeObject.of(item).key().path(), item);
                }
                Map<String, ObjectNode> read = captured.getOrDefault(kind.resourceName(), Map.of());
                assertThat(read).as(name).containsOnlyKeys(expected.keySet());
                read.forEach((key, object) -> {
                    // Controllers may have written in between; the same revision is the same object.
                    if (revision(object).equals(revision(expected.getOrDefault(key, Json.object())))) {
                        assertThat(object.equals(LiveSourceTest::compare, expected.get(key)))
                                .as("%s %s: %s", name, key, object)
                                .isTrue();
                        compared.incrementAndGet();
                    }
                });
            }
            assertThat(compared).hasValueGreaterThan(600);
            assertThat(capture.readings().stream()
                            .mapToLong(reading -> reading.objects())
                            .sum())
                    .isGreaterThan(600);
        }
    }

    /** kubectl writes 3.0 as 3. */
    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;
    }

    private static JsonNode revision(JsonNode object) {
        return object.path("metadata").path("resourceVersion");
    }

    @Test
    void readsWhatIsSelected() {
        try (LiveSource source = open(cluster.kubeconfig())) {
            List<KubeObject> all = read(source, "configmaps", Selection.ALL);
            String namespace = all.getLast().namespace();
            String name = all.getLast().name();
            Selection one = Selection.ALL.withNamespaces(List.of(Glob.of(namespace)), List.of());
            assertThat(paths(read(source, "configmaps", one)))
                    .isEqualTo(paths(all.stream()
                            .filter(object -> object.namespace().equals(namespace))
                            .toList()))
                    .isNotEmpty();
            Selection some =
                    Selection.ALL.withNamespaces(List.of(Glob.of("kube-system"), Glob.of("default")), List.of());
            assertThat(read(source, "configmaps", some))
                    .extracting(KubeObject::namespace)
                    .containsOnly("kube-system", "default");
            assertThat(paths(read(source, "namespaces", some))).containsExactly("default", "kube-system");
            assertThat(paths(read(source, "configmaps", one.withNames(List.of(Glob.of(name)), List.of()))))
                    .containsExactly(namespace + "/" + name);
            assertThat(read(
                            source,
                            "configmaps",
                            Selection.ALL.withSelectors(
                                    LabelSelector.ALL, FieldSelector.of("metadata.namespace!=" + namespace))))
                    .hasSize((int) all.stream()
                            .filter(object -> !object.namespace().equals(namespace))
                            .count());
            assertThat(read(
                            source,
                            "namespaces",
                            Selection.ALL.withSelectors(
                                    LabelSelector.of("kubernetes.io/metadata.name in (default,kube-public)"),
                                    FieldSelector.ALL)))
                    .hasSize(2);
            assertThat(read(
                            source,
                            "services",
                            Selection.ALL.withSelectors(
                                    LabelSelector.ALL, FieldSelector.of("spec.clusterIP=10.233.0.1"))))
                    .singleElement()
                    .extracting(KubeObject::name)
                    .isEqualTo("kubernetes");
        }
    }

    @Test
    void readsAKindAtAnotherVersion() {
        try (LiveSource source = open(cluster.kubeconfig())) {
            ResourceKind scaler = source.kinds().find("hpa").getFirst();
            source.read(scaler.atVersion("v1"), Selection.ALL, object -> {
                assertThat(object.apiVersion()).isEqualTo("autoscaling/v1");
                assertThat(object.tree().path("spec").has("metrics")).isFalse();
            });
            assertThat(source.read(scaler.atVersion("v1"), Selection.ALL, object -> {})
                            .objects())
                    .isEqualTo(source.read(scaler, Selection.ALL, object -> {}).objects())
                    .isPositive();
        }
    }

    @Test
    void getsOneObjectOrNone() {
        try (LiveSource source = open(cluster.kubeconfig())) {
            ResourceKind services = source.kinds().find("svc").getFirst();
            assertThat(source.get(services, "default", "kubernetes"))
                    .get()
                    .extracting(object -> object.key().toString())
                    .isEqualTo("Service default/kubernetes");
            assertThat(source.get(services, "default", "nothing")).isEmpty();
            assertThat(source.get(source.kinds().find("ns").getFirst(), "", "default"))
                    .isPresent();
        }
    }

    @Test
    void whatAUserMayNotListIsAGap() {
        cluster.kubectl("create", "clusterrole", "map-reader", "--verb=get,list", "--resource=configmaps,services")
                .orFail();
        cluster.kubectl("create", "clusterrolebinding", "ann", "--clusterrole=map-reader", "--user=ann")
                .orFail();
        try (LiveSource source = open(cluster.kubeconfig("ann"))) {
            assertThat(source.provenance().clusterUid()).isEmpty();
            assertThat(source.provenance().kubernetesVersion()).isPresent();
            List<ResourceKind> kinds = source.kinds().find("cm,svc,secrets");
            Capture capture = Capture.run(source, kinds, Selection.ALL, 3, kind -> object -> {});
            assertThat(capture.readings()).hasSize(2);
            assertThat(capture.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.what()).isEqualTo("secrets");
                assertThat(gap.why().code()).isEqualTo("forbidden");
                assertThat(gap.why().getMessage()).contains("ann", "secrets");
            });
            assertThatThrownBy(() -> source.get(kinds.getLast(), "default", "x"))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("forbidden"));
            assertThat(capture.gaps()).extracting(Gap::what).doesNotContain("configmaps");
        }
    }

    @Test
    void saysThatTheUsersCertificateExpired() {
        Instant end = Instant.parse("2025-06-01T00:00:00Z");
        Path expired = cluster.kubeconfig(
                "late",
                cluster.authority().client("late", end.minus(Duration.ofDays(1)), end, "system:masters"),
                cluster.authority());
        assertThatThrownBy(() -> open(expired)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo("client-certificate-expired");
            assertThat(problem.getMessage()).contains("2025-06-01T00:00:00Z");
        });
    }

    @Test
    void saysThatTheServerDoesNotKnowTheUser() {
        Path stranger = cluster.kubeconfig(
                "stranger", Authority.create("elsewhere").client("stranger", "system:masters"), cluster.authority());
        assertThatThrownBy(() -> open(stranger))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("unauthenticated"));
    }
}
