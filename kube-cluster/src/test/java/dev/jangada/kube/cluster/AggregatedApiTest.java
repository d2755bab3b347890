package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.pki.Authority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A kind that another server keeps, behind a real API server. */
@Timeout(300)
class AggregatedApiTest {

    private static final Authority AUTHORITY = Authority.create("stars");
    private static final String PATH = "/apis/stars.example/v1";

    /** What a small aggregated server knows: its kind, and lists that neither pages nor fields mean anything to. */
    private static Optional<Reply> answer(Request request) {
        return Optional.of(
                switch (request.path()) {
                    case PATH ->
                        json(
                                200,
                                "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"stars.example/v1\","
                                        + "\"resources\":[{\"name\":\"stars\",\"singularName\":\"star\",\"namespaced\":false,"
                                        + "\"kind\":\"Star\",\"verbs\":[\"create\",\"get\",\"list\"]}]}");
                    case PATH + "/stars" ->
                        request.query().containsKey("fieldSelector")
                                ? json(400, FakeApiServer.status(400, "no such field", ""))
                                : json(
                                        200,
                                        "{\"items\":[{\"metadata\":{\"name\":\"sirius\"}},{\"metadata\":{\"name\":\"vega\"}}],"
                                                + "\"kind\":\"StarList\",\"metadata\":{}}");
                    default -> json(404, FakeApiServer.status(404, "not found", ""));
                });
    }

    private static Reply json(int status, String body) {
        return Reply.of(status, Map.of("Content-Type", "application/json"), body);
    }

    private static LiveSource open(ControlPlane cluster) {
        return LiveCluster.open(new KubeAccess(Optional.of(cluster.kubeconfig()), Optional.empty(), "live"));
    }

    private static boolean hasStars(LiveSource source) {
        return source.kinds().all().stream().anyMatch(kind -> kind.kind().equals("Star"));
    }

    /** The API server reaches the other one by the name of a Service. */
    private static void register(ControlPlane cluster, int port) {
        ObjectNode service = Json.object().put("apiVersion", "v1").put("kind", "Service");
        service.putObject("metadata").put("name", "stars");
        service.putObject("spec").put("type", "ExternalName").put("externalName", "localhost");
        cluster.api().post("/api/v1/namespaces/default/services", service);
        ObjectNode api =
                Json.object().put("apiVersion", "apiregistration.k8s.io/v1").put("kind", "APIService");
        api.putObject("metadata").put("name", "v1.stars.example");
        ObjectNode spec = api.putObject("spec");
        spec.put("group", "stars.example").put("version", "v1").put("insecureSkipTLSVerify", true);
        spec.put("groupPriorityMinimum", 1000).put("versionPriority", 15);
        spec.putObject("service")
                .put("name", "stars")
                .put("namespace", "default")
                .put("port", port);
        cluster.api().post("/apis/apiregistration.k8s.io/v1/apiservices", api);
    }

    @Test
    void isReadLikeAnyOther() {
        try (FakeApiServer stars = FakeApiServer.overTls(
                        AUTHORITY.context(AUTHORITY.server("stars", "localhost")), AggregatedApiTest::answer);
                ControlPlane cluster = ControlPlane.start(options -> options.withoutControllerManager())) {
            register(cluster, stars.port());
            Wait.until(
                    Duration.ofMinutes(2),
                    () -> {
                        try (LiveSource source = open(cluster)) {
                            return hasStars(source) && source.coverage().complete();
                        }
                    },
                    () -> new LabException("the API server does not find the other one"));
            try (LiveSource source = open(cluster)) {
                List<ResourceKind> kinds = source.kinds().find("stars");
                List<String> names = new CopyOnWriteArrayList<>();
                Capture capture = Capture.run(
                        source,
                        kinds,
                        Selection.ALL,
                        1,
                        kind -> object -> names.add(object.apiVersion() + " " + object.kind() + " " + object.name()));
                assertThat(capture.complete()).isTrue();
                assertThat(names).containsExactly("stars.example/v1 Star sirius", "stars.example/v1 Star vega");
                names.clear();
                Selection vega = Selection.ALL.withNames(List.of(dev.jangada.kube.model.Glob.of("vega")), List.of());
                source.read(kinds.getFirst(), vega, object -> names.add(object.name()));
                assertThat(names).as("though the server knows no fields").containsExactly("vega");
            }
        }
    }
}
