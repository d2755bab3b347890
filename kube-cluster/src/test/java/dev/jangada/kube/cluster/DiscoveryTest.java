package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery in the forms that today's servers no longer show. */
class DiscoveryTest {

    private static final String VERBS = "\"verbs\":[\"create\",\"get\",\"list\"]";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    private LiveSource open(Map<String, Reply> replies) {
        try (FakeApiServer server = FakeApiServer.of(request -> {
            asked.add(request.path());
            return Optional.ofNullable(replies.get(request.path()));
        })) {
            return LiveCluster.open(server.access(folder), Environment.ofProcess(), KindReaderTest.SHORT);
        }
    }

    private static String aggregated(String group, String... versions) {
        return "{\"metadata\":{\"name\":\"%s\"},\"versions\":[%s]}".formatted(group, String.join(",", versions));
    }

    private static String version(String version, String freshness, String... resources) {
        return "{\"version\":\"%s\",\"freshness\":\"%s\",\"resources\":[%s]}"
                .formatted(version, freshness, String.join(",", resources));
    }

    private static String resource(String kind, String plural) {
        return "{\"resource\":\"%s\",\"responseKind\":{\"kind\":\"%s\"},\"scope\":\"Namespaced\",%s}"
                .formatted(plural, kind, VERBS);
    }

    private static Reply groups(String... groups) {
        return Reply.of(200, "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[" + String.join(",", groups) + "]}");
    }

    @Test
    void takesEachKindAtTheFirstVersionThatHasItAndKnowsTheOthers() {
        try (LiveSource source = open(Map.of(
                "/apis",
                groups(
                        aggregated(
                                "autoscaling",
                                version(
                                        "v2",
                                        "Current",
                                        resource("HorizontalPodAutoscaler", "horizontalpodautoscalers")),
                                version(
                                        "v1",
                                        "Current",
                                        resource("HorizontalPodAutoscaler", "horizontalpodautoscalers"))),
                        aggregated(
                                "batch",
                                version("v1", "Current", resource("Job", "jobs")),
                                version("v1beta1", "Current", resource("Old", "olds"))))))) {
            assertThat(source.kinds().all())
                    .extracting(ResourceKind::apiVersion, ResourceKind::kind)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("v1", "ConfigMap"),
                            org.assertj.core.groups.Tuple.tuple("autoscaling/v2", "HorizontalPodAutoscaler"),
                            org.assertj.core.groups.Tuple.tuple("batch/v1", "Job"),
                            org.assertj.core.groups.Tuple.tuple("batch/v1beta1", "Old"));
            assertThat(source.versions(new GroupKind("autoscaling", "HorizontalPodAutoscaler")))
                    .containsExactly("v2", "v1");
            assertThat(source.versions(new GroupKind("batch", "Nothing"))).isEmpty();
            assertThat(source.coverage().complete()).isTrue();
        }
    }

    @Test
    void takesAKindOfTwoGroupsOnceFromTheGroupWhereItLivesToday() {
        try (LiveSource source = open(Map.of(
                "/apis",
                groups(
                        aggregated("extensions", version("v1beta1", "Current", resource("Deployment", "deployments"))),
                        aggregated("apps", version("v1", "Current", resource("Deployment", "deployments"))))))) {
            assertThat(source.kinds().find("deployments"))
                    .singleElement()
                    .extracting(ResourceKind::apiVersion)
                    .isEqualTo("apps/v1");
            assertThat(source.versions(new GroupKind("extensions", "Deployment")))
                    .containsExactly("v1");
        }
    }

    @Test
    void aGroupWhoseServiceDoesNotAnswerIsAGap() {
        try (LiveSource source = open(Map.of(
                "/apis",
                groups(aggregated("metrics.k8s.io", version("v1beta1", "Stale", resource("NodeMetrics", "nodes"))))))) {
            assertThat(source.coverage().gaps())
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.what()).isEqualTo("metrics.k8s.io/v1beta1"));
            assertThat(source.kinds().all()).hasSize(1);
        }
    }

    @Test
    void asksOldServersGroupByGroup() {
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("/api", Reply.of(200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}"));
        replies.put("/api/v1", Reply.of(200, """
                {"kind":"APIResourceList","groupVersion":"v1","resources":[
                {"name":"pods","singularName":"","namespaced":true,"kind":"Pod","shortNames":["po"],"categories":["all"],
                 "verbs":["create","delete","get","list"]},
                {"name":"pods/status","singularName":"","namespaced":true,"kind":"Pod","verbs":["create","get","list"]},
                {"name":"bindings","singularName":"","namespaced":true,"kind":"Binding","verbs":["create"]}]}"""));
        replies.put("/apis", Reply.of(200, """
                {"kind":"APIGroupList","groups":[
                {"name":"apps","versions":[{"groupVersion":"apps/v1beta1","version":"v1beta1"},
                                           {"groupVersion":"apps/v1","version":"v1"}],
                 "preferredVersion":{"groupVersion":"apps/v1","version":"v1"}},
                {"name":"custom.metrics.k8s.io","versions":[{"version":"v1"}],"preferredVersion":{"version":"v1"}}]}"""));
        String deployments =
                "{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"deployments\",\"namespaced\":true,"
                        + "\"kind\":\"Deployment\"," + VERBS + "}]}";
        replies.put("/apis/apps/v1", Reply.of(200, deployments));
        replies.put("/apis/apps/v1beta1", Reply.of(200, deployments));
        replies.put("/apis/custom.metrics.k8s.io/v1", Reply.of(503, "service unavailable"));
        try (LiveSource source = open(replies)) {
            assertThat(asked)
                    .as("a group that does not answer is not waited for")
                    .containsOnlyOnce("/apis/custom.metrics.k8s.io/v1");
            assertThat(source.kinds().all())
                    .extracting(ResourceKind::resourceName)
                    .containsExactly("pods", "deployments.apps");
            assertThat(source.kinds().find("po").getFirst().categories()).containsExactly("all");
            assertThat(source.versions(new GroupKind("apps", "Deployment"))).containsExactly("v1", "v1beta1");
            assertThat(source.coverage().gaps())
                    .singleElement()
                    .extracting(Gap::what)
                    .isEqualTo("custom.metrics.k8s.io/v1");
        }
    }

    @Test
    void anOldServersGroupThatAnswersNonsenseIsAGap() {
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("/api", Reply.of(200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}"));
        replies.put("/api/v1", Reply.of(200, """
                {"kind":"APIResourceList","resources":[{"name":"pods","namespaced":true,"kind":"Pod",%s}]}""".formatted(VERBS)));
        replies.put("/apis", Reply.of(200, """
                {"kind":"APIGroupList","groups":[{"name":"a","versions":[{"version":"v1"}]},
                {"name":"b","versions":[{"version":"v1"}]},{"name":"c","versions":[{"version":"v1"}]}]}"""));
        replies.put("/apis/a/v1", Reply.of(200, "<html>log in</html>"));
        replies.put("/apis/b/v1", Reply.of(200, "{}"));
        replies.put("/apis/c/v1", Reply.of(200, "{\"resources\":[]}").cutAfter(3));
        try (LiveSource source = open(replies)) {
            assertThat(source.kinds().all())
                    .extracting(ResourceKind::resourceName)
                    .containsExactly("pods");
            assertThat(source.coverage().gaps()).extracting(Gap::what).containsExactly("a/v1", "b/v1", "c/v1");
        }
        replies.put("/api/v1", Reply.of(503, "no"));
        assertThatThrownBy(() -> open(replies))
                .as("nobody says anything")
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("refused-by-server"));
    }

    @Test
    void aServerInTroubleGetsAMoment() {
        var count = new AtomicInteger();
        try (FakeApiServer server = FakeApiServer.of(request -> switch (request.path()) {
                    case "/api" ->
                        count.getAndIncrement() < 2 ? Optional.of(Reply.of(503, "starting")) : Optional.empty();
                    case "/version", "/api/v1/namespaces/kube-system" -> Optional.of(Reply.of(500, "no etcd"));
                    default -> Optional.empty();
                });
                LiveSource source = LiveCluster.open(
                        server.access(folder),
                        Environment.ofProcess(),
                        KindReaderTest.SHORT.withTotal(Duration.ofSeconds(1)))) {
            assertThat(count).hasValue(3);
            assertThat(source.provenance().kubernetesVersion()).isEmpty();
            assertThat(source.provenance().clusterUid()).isEmpty();
        }
    }

    @Test
    void whatMayNotBeDiscoveredEndsIt() {
        assertThatThrownBy(() -> open(Map.of("/api", Reply.of(403, FakeApiServer.status(403, "ann may not", "")))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("forbidden");
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
                    assertThat(problem.getMessage()).contains("ann may not");
                });
        assertThatThrownBy(() -> open(Map.of("/api", Reply.of(200, "<html>"))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("not-an-api-server"));
        assertThatThrownBy(() -> open(Map.of("/apis", Reply.of(200, "{}"))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("not-an-api-server"));
    }
}
