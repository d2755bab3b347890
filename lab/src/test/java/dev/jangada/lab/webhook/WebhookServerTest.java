package dev.jangada.lab.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Answer;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebhookServerTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String OLD = "/apis/lab.example.com/v1/namespaces/default/rafts";
    private static final String NEW = "/apis/lab.example.com/v2/namespaces/default/rafts";
    private static final String JSON = "application/json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ControlPlane cluster;
    private static Api api;

    @BeforeAll
    static void start() {
        cluster = ControlPlane.start(options -> options.withoutControllerManager());
        api = cluster.api();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void objectsAreAdmittedOrRefusedAndRefusedWhileTheWebhookIsDown() {
        try (WebhookServer webhooks = WebhookServer.start()) {
            webhooks.objection(review -> review.name().startsWith("bad")
                    ? Optional.of("no " + review.operation() + " of " + review.name())
                    : Optional.empty());
            webhooks.register(cluster, "polite", "configmaps", "deployments.apps");

            assertThat(create("good").status()).isEqualTo(201);
            Answer refused = create("bad");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("admit.polite.example.com", "no CREATE of bad");
            assertThat(webhooks.refusals()).isEqualTo(1);
            long asked = webhooks.admissions();
            assertThat(asked).isGreaterThanOrEqualTo(2);

            webhooks.down();
            Answer failed = create("while-down");
            assertThat(failed.status()).isEqualTo(500);
            // Refused, or cut: the API server may still have held a connection.
            assertThat(failed.text()).contains("failed calling webhook", "admit.polite.example.com");
            assertThat(api.answers(MAPS + "/while-down")).isFalse();
            assertThat(webhooks.admissions()).isEqualTo(asked);

            webhooks.up();
            assertThat(create("while-up").status()).isEqualTo(201);
            assertThat(webhooks.admissions()).isEqualTo(asked + 1);
            webhooks.unregister(cluster, "polite");
        }
    }

    @Test
    void customResourcesAreReadInAnotherVersionOnlyWhileTheWebhookConverts() {
        try (WebhookServer webhooks = WebhookServer.start()) {
            api.post(DEFINITIONS, definition(webhooks.conversion()));
            Wait.until(
                    PATIENCE,
                    () -> api.answers(OLD) && api.answers(NEW),
                    () -> new LabException("the kind is not served in " + PATIENCE));
            ObjectNode raft =
                    Json.object().put("apiVersion", "lab.example.com/v1").put("kind", "Raft");
            raft.putObject("metadata").put("name", "jangada");
            raft.putObject("spec").put("logs", 6);
            api.post(OLD, raft);

            ObjectNode read = api.get(NEW + "/jangada");
            assertThat(read.path("apiVersion").asText()).isEqualTo("lab.example.com/v2");
            assertThat(read.at("/spec/logs").asInt()).isEqualTo(6);
            assertThat(webhooks.conversions()).isPositive();

            webhooks.down();
            assertThat(api.send("GET", OLD + "/jangada", null, JSON).text()).contains("conversion webhook", "failed");
            webhooks.up();
            assertThat(api.answers(OLD + "/jangada")).isTrue();
        }
    }

    private static ObjectNode definition(ObjectNode conversion) {
        ObjectNode definition =
                Json.object().put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
        definition.putObject("metadata").put("name", "rafts.lab.example.com");
        ObjectNode spec =
                definition.putObject("spec").put("group", "lab.example.com").put("scope", "Namespaced");
        spec.putObject("names").put("plural", "rafts").put("singular", "raft").put("kind", "Raft");
        spec.set("conversion", conversion);
        var versions = spec.putArray("versions");
        for (String version : new String[] {"v1", "v2"}) {
            versions.addObject()
                    .put("name", version)
                    .put("served", true)
                    .put("storage", version.equals("v2"))
                    .putObject("schema")
                    .putObject("openAPIV3Schema")
                    .put("type", "object")
                    .put("x-kubernetes-preserve-unknown-fields", true);
        }
        return definition;
    }

    private static Answer create(String name) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name);
        return api.send("POST", MAPS, Json.bytes(object), JSON);
    }
}
