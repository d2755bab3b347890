package dev.jangada.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What comes through the proxy when nothing is wrong: all of it, at once, and fast. */
@Lab
class FaultProxyFlowTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final int CLIENTS = 16;
    private static final int REQUESTS = 250;

    @Test
    void bytesAreTheServersOwn(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster);
                Api api = proxy.api()) {
            byte[] large = cluster.api().bytes("/openapi/v2");
            assertThat(large).hasSizeGreaterThan(1 << 20);
            assertThat(api.bytes("/openapi/v2")).isEqualTo(large);

            ObjectNode object = map("large");
            object.putObject("data").put("large", "ã".repeat(300_000));
            api.post(MAPS, object);
            assertThat(cluster.api().get(MAPS + "/large").at("/data")).isEqualTo(object.get("data"));
        }
    }

    @Test
    void aWatchSaysAtOnceWhatHappens(@SourceCluster ControlPlane cluster) throws Exception {
        var context = cluster.authority().context(cluster.authority().client("watcher", "system:masters"));
        try (FaultProxy proxy = FaultProxy.before(cluster);
                HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
            HttpRequest watch = HttpRequest.newBuilder(
                            URI.create(proxy.url() + MAPS + "?watch=true&fieldSelector=metadata.name%3Dwatched"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            Iterator<String> events =
                    http.send(watch, HttpResponse.BodyHandlers.ofLines()).body().iterator();
            for (int i = 0; i < 2; i++) {
                CompletableFuture<String> event = CompletableFuture.supplyAsync(events::next);
                if (i == 0) {
                    cluster.api().post(MAPS, map("watched"));
                } else {
                    cluster.api().delete(MAPS + "/watched");
                }
                assertThat(event.get(10, TimeUnit.SECONDS)).contains(i == 0 ? "ADDED" : "DELETED");
            }
            http.shutdownNow();
        }
    }

    @Test
    void whoKeepsAConnectionLearnsThatTheServerIsGone() {
        try (ControlPlane own = ControlPlane.start(options -> options.withoutControllerManager());
                FaultProxy proxy = FaultProxy.before(own);
                Api api = proxy.api()) {
            assertThat(api.answers("/readyz")).isTrue();
            own.apiServer().kill();
            assertThat(api.answers("/readyz")).isFalse();
            own.apiServer().restart();
            api.post(MAPS, map("after"));
            assertThat(proxy.writes()).hasSize(1);
        }
    }

    @Test
    void itIsNotTheBottleneck(@SourceCluster ControlPlane cluster) {
        try (FaultProxy proxy = FaultProxy.before(cluster);
                Api api = proxy.api();
                Api direct = cluster.api(cluster.apiServer().url())) {
            // The first round makes connections and compiles.
            double alone = 0;
            double through = 0;
            for (int round = 0; round < 2; round++) {
                alone = perSecond(direct);
                through = perSecond(api);
            }
            System.out.printf("%.0f requests/s without the proxy, %.0f with it%n", alone, through);
            assertThat(through).isGreaterThan(alone / 4);
            assertThat(proxy.requests("GET")).isEqualTo(2 * CLIENTS * REQUESTS);
        }
    }

    private static double perSecond(Api api) {
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = java.util.stream.IntStream.range(0, CLIENTS)
                    .mapToObj(client -> threads.submit(() -> {
                        for (int i = 0; i < REQUESTS; i++) {
                            api.bytes("/version");
                        }
                    }))
                    .toList();
            clients.forEach(client -> {
                try {
                    client.get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
        double seconds = Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9;
        return CLIENTS * REQUESTS / seconds;
    }

    private static ObjectNode map(String name) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name).put("namespace", "default");
        return object;
    }
}
