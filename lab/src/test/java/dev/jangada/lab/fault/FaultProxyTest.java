package dev.jangada.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Answer;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.LabException;
import dev.jangada.lab.SourceCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Lab
class FaultProxyTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String JSON = "application/json";

    @Test
    void kubectlWorksThroughItAndEveryWriteIsRemembered(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            String kubeconfig = "--kubeconfig=" + proxy.kubeconfig();
            cluster.kubectl("create", "configmap", "by-kubectl", "--from-literal=a=b", kubeconfig)
                    .orFail();
            cluster.kubectl("get", "configmaps", "-A", "-o", "json", kubeconfig).orFail();
            cluster.kubectl("create", "configmap", "dry", "--dry-run=server", kubeconfig)
                    .orFail();
            cluster.kubectl("auth", "can-i", "create", "pods", kubeconfig).orFail();

            assertThat(proxy.writes()).singleElement().satisfies(exchange -> {
                assertThat(exchange.request().method()).isEqualTo("POST");
                assertThat(exchange.request().path()).isEqualTo(MAPS);
                assertThat(exchange.done()).isTrue();
            });
            assertThat(proxy.requests("POST", MAPS)).isEqualTo(2);
            assertThat(proxy.requests("GET")).isPositive();
            proxy.forget();
            assertThat(proxy.writes()).isEmpty();
            assertThat(proxy.requests("POST", MAPS)).isZero();
        }
    }

    @Test
    void usersAreWhoTheyAreByCertificateAndByToken(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            String ana = "--kubeconfig=" + proxy.kubeconfig("ana", "crew", "night");
            assertThat(cluster.kubectl("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}", ana)
                            .orFail())
                    .isEqualTo("ana");
            assertThat(cluster.kubectl("auth", "whoami", "-o", "jsonpath={.status.userInfo.groups}", ana)
                            .orFail())
                    .contains("crew", "night");
            assertThat(cluster.kubectl("get", "secrets", ana).stderr()).contains("Forbidden");

            String token =
                    cluster.kubectl("create", "token", "default").orFail().strip();
            assertThat(cluster.kubectl(
                                    "auth",
                                    "whoami",
                                    "-o",
                                    "jsonpath={.status.userInfo.username}",
                                    "--token=" + token,
                                    "--kubeconfig=" + proxy.kubeconfig())
                            .orFail())
                    .isEqualTo("system:serviceaccount:default:default");
        }
    }

    @Test
    void aStormIsOverAfterSoManyRequests(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster);
                Api api = proxy.api()) {
            proxy.inject(Faults.next(3, Fault.tooManyRequests(Duration.ofSeconds(1)))
                    .where(Request::isWrite)
                    .or(Faults.always(Fault.unavailable())
                            .where(request -> request.method().equals("DELETE"))));

            List<Integer> statuses = IntStream.range(0, 5)
                    .mapToObj(i -> create(api, "storm-" + i).status())
                    .toList();
            assertThat(statuses).containsExactly(429, 429, 429, 201, 201);
            assertThat(api.send("GET", MAPS, null, JSON).status()).isEqualTo(200);
            assertThat(api.send("DELETE", MAPS + "/storm-4", null, JSON).status())
                    .isEqualTo(503);
            assertThat(proxy.writes()).extracting(Exchange::status).containsExactly(0, 0, 0, 201, 201, 0);
            proxy.heal();
            api.delete(MAPS + "/storm-4");
        }
    }

    @Test
    void kubectlWaitsAsRetryAfterSays(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            proxy.inject(
                    Faults.next(2, Fault.tooManyRequests(Duration.ofSeconds(1))).where(Request::isWrite));
            long start = System.nanoTime();
            cluster.kubectl("create", "configmap", "patient", "--kubeconfig=" + proxy.kubeconfig())
                    .orFail();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
            assertThat(proxy.requests("POST", MAPS)).isEqualTo(3);
        }
    }

    @Test
    void aLostAnswerIsOfWorkThatIsDone(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster);
                Api api = proxy.api()) {
            proxy.inject(Faults.always(Fault.loseAnswer()).where(Request::isWrite));
            assertThatThrownBy(() -> create(api, "lost")).isInstanceOf(LabException.class);
            assertThat(cluster.api().answers(MAPS + "/lost")).isTrue();
            assertThat(proxy.writes().getFirst().done()).isTrue();
        }
    }

    @Test
    void aRequestThatBreaksBeforeTheServerIsNotDone(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster);
                Api api = proxy.api()) {
            proxy.inject(Faults.always(Fault.breakBefore()).where(Request::isWrite));
            assertThatThrownBy(() -> create(api, "unborn")).isInstanceOf(LabException.class);
            assertThat(cluster.api().answers(MAPS + "/unborn")).isFalse();
            assertThat(proxy.writes()).extracting(Exchange::status).containsOnly(0);
        }
    }

    @Test
    void aCutAnswerNeverLooksWhole(@SourceCluster ControlPlane cluster) {
        create(cluster.api(), "cut").orFail("POST");
        try (FaultProxy proxy = FaultProxy.before(cluster);
                Api api = proxy.api()) {
            for (int bytes : new int[] {0, 40, 1_000_000}) {
                // One object is sent with its length, all objects of the API in chunks.
                for (String path : List.of(MAPS + "/cut", "/openapi/v2", "/api/v1/configmaps")) {
                    proxy.inject(Faults.always(Fault.cutAnswer(bytes)));
                    assertThatThrownBy(() -> api.bytes(path))
                            .as("%s after %d bytes", path, bytes)
                            .isInstanceOf(LabException.class);
                    proxy.heal();
                    assertThat(api.answers(path)).isTrue();
                }
            }
        }
    }

    @Test
    void aDelayIsBeforeTheServerGetsTheRequest(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster);
                Api api = proxy.api()) {
            proxy.inject(Faults.next(1, new Fault.Delay(Duration.ofMillis(300), Fault.unavailable())));
            long start = System.nanoTime();
            assertThat(create(api, "late").status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void chanceDependsOnTheSeedAndTheRequestOnly() {
        Faults faults = Faults.share(7, 0.3, Fault.unavailable());
        List<Fault> drawn = IntStream.range(0, 10_000)
                .mapToObj(i -> faults.on(new Request("POST", "/n/" + i, "", JSON, 1)))
                .toList();
        assertThat(drawn.stream().filter(Fault.unavailable()::equals).count()).isBetween(2_800L, 3_200L);
        Faults again = Faults.share(7, 0.3, Fault.unavailable());
        assertThat(IntStream.range(0, 10_000)
                        .mapToObj(i -> again.on(new Request("POST", "/n/" + (9_999 - i), "", JSON, 1)))
                        .toList())
                .isEqualTo(drawn.reversed());
        assertThat(IntStream.range(1, 100).mapToObj(count -> faults.on(new Request("POST", "/n/0", "", JSON, count))))
                .contains(Fault.NONE, Fault.unavailable());
    }

    @Test
    void faultsThatFailFailTheTest(@SourceCluster ControlPlane cluster) {
        FaultProxy proxy = FaultProxy.before(cluster);
        try (Api api = proxy.api()) {
            proxy.inject(request -> {
                throw new IllegalStateException("wrong");
            });
            assertThat(api.answers("/readyz")).isFalse();
        }
        assertThatThrownBy(proxy::close).isInstanceOf(LabException.class).hasRootCauseMessage("wrong");
    }

    private static Answer create(Api api, String name) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name).put("namespace", "default");
        return api.send("POST", MAPS, Json.bytes(object), JSON);
    }
}
