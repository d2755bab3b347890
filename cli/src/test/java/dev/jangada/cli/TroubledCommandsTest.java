package dev.jangada.cli;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.fault.Fault;
import dev.jangada.lab.fault.FaultProxy;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands on a cluster of its own that is in trouble. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class TroubledCommandsTest {

    private static final String API_SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";
    private static final int OBJECTS = 2_000;

    private ControlPlane cluster;

    @BeforeAll
    void start() {
        cluster = ControlPlane.start();
        WorkloadLoader.load(cluster, new Workload(7, OBJECTS), 8);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void aRestartInTheMiddleOfADumpIsOutlasted(@TempDir Path folder) throws InterruptedException {
        Path whole = folder.resolve("whole");
        assertThat(jangada(cluster.kubeconfig(), "dump", whole.toString()).code())
                .isZero();
        Path troubled = folder.resolve("troubled");
        var killed = new CountDownLatch(1);
        Thread restart = Thread.ofVirtual().start(() -> {
            await(killed);
            cluster.apiServer().restart();
        });
        Ran ran;
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            // When the dump asks for Secrets, other kinds are written, and others are under way.
            proxy.inject(request -> {
                if (request.path().equals("/api/v1/secrets") && killed.getCount() > 0) {
                    cluster.apiServer().kill();
                    killed.countDown();
                }
                return Fault.NONE;
            });
            ran = jangada(proxy.kubeconfig(), "dump", troubled.toString());
            assertThat(killed.getCount()).as("the dump was disturbed").isZero();
            restart.join();
        }
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("Trying again for up to");
        assertThat(jangada("diff", "dump:" + whole, "dump:" + troubled, "--all").code())
                .isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAggregatedApiThatDoesNotAnswerMakesEverythingIncomplete(@TempDir Path folder) throws IOException {
        ObjectNode service =
                Json.object().put("apiVersion", "apiregistration.k8s.io/v1").put("kind", "APIService");
        service.putObject("metadata").put("name", "v1.nowhere.example");
        ObjectNode spec = service.putObject("spec");
        spec.put("group", "nowhere.example").put("version", "v1").put("insecureSkipTLSVerify", true);
        spec.put("groupPriorityMinimum", 1000).put("versionPriority", 15);
        spec.putObject("service").put("name", "nowhere").put("namespace", "default");
        cluster.api().post(API_SERVICES, service);
        try {
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            Ran unknown;
            do {
                unknown = jangada(cluster.kubeconfig(), "get", "orders");
            } while (unknown.code() != 3 && Instant.now().isBefore(deadline));
            assertThat(unknown.code()).isEqualTo(3);
            assertThat(unknown.err())
                    .contains("nowhere.example/v1 could not be read")
                    .contains("\"orders\"");
            Ran category = jangada(cluster.kubeconfig(), "get", "all", "-A");
            assertThat(category.code()).isEqualTo(3);
            assertThat(category.err()).contains("nowhere.example/v1");
            assertThat(jangada(cluster.kubeconfig(), "get", "cm", "-A").code())
                    .as("a kind that was read")
                    .isZero();

            Path dump = folder.resolve("dump");
            Ran dumped = jangada(cluster.kubeconfig(), "dump", dump.toString());
            assertThat(dumped.code()).isEqualTo(3);
            assertThat(dumped.err())
                    .contains("nowhere.example/v1 could not be read")
                    .contains("INCOMPLETE");
            JsonNode described =
                    Json.mapper().readTree(dump.resolve("dump.json").toFile());
            assertThat(described.path("complete").asBoolean(true)).isFalse();
            assertThat(described.path("gaps").path(0).path("what").asText()).isEqualTo("nowhere.example/v1");
            assertThat(described.path("gaps").path(0).path("code").asText()).isEqualTo("stale-discovery");

            Ran diff = jangada(cluster.kubeconfig(), "diff", "dump:" + dump, "live");
            assertThat(diff.code()).isEqualTo(3);
            assertThat(diff.err()).contains("INCOMPLETE");
        } finally {
            cluster.api().delete(API_SERVICES + "/v1.nowhere.example");
        }
    }
}
