package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.order.Wave;
import dev.jangada.lab.webhook.WebhookServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Custom resources and their definitions. */
class CustomResourceTest extends SharedTarget {

    @Test
    void theirDefinitionIsCreatedAndAwaited() {
        FakeSource source = FakeSource.of(
                Made.namespace("fresh"),
                Made.definition("fresh.example.com", "Namespaced", "v2", "v1"),
                Made.widget("fresh.example.com/v1", "fresh", "first"));
        for (int i = 0; i < 40; i++) {
            source.add(Made.widget("fresh.example.com/v1", "fresh", "w-" + i));
        }
        Plan plan = restoring.plan(source, cluster, in("fresh"));
        // At the version of the source, which the new definition serves.
        assertThat(entry(plan, "first").kind().version()).isEqualTo("v1");
        restoring.waves.clear();
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        assertThat(restoring.waves).containsExactly(Wave.DEFINITIONS, Wave.NAMESPACES, Wave.OTHERS);
        assertThat(api.get("/apis/fresh.example.com/v2/namespaces/fresh/widgets")
                        .path("items")
                        .size())
                .isEqualTo(41);
        assertThat(restoring.plan(source, cluster, in("fresh")).header().writes())
                .isZero();
        assertThat(restoring.undo(plan, new FakeSource("dump:none"), cluster).failures())
                .isEmpty();
        until(() -> !isThere(Made.definition("fresh.example.com", "Namespaced", "v1")), "the definition is gone");
    }

    /** Else it would be waited for, and that is two minutes. */
    @Test
    @Timeout(60)
    void aDefinitionWhoseNamesAnotherOneHasIsNotWaitedFor() {
        ObjectNode taken = Made.definition("names.example.com", "Namespaced", "v1");
        ((ObjectNode) taken.at("/spec/names")).putArray("shortNames").add("wdg");
        post(taken);
        until(() -> api.answers("/apis/names.example.com/v1/widgets"), "the kind is served");
        ObjectNode gadgets = Made.definition("names.example.com", "Namespaced", "v1");
        gadgets.withObjectProperty("metadata").put("name", "gadgets.names.example.com");
        ((ObjectNode) gadgets.at("/spec/names"))
                .put("plural", "gadgets")
                .put("singular", "gadget")
                .put("kind", "Gadget")
                .put("listKind", "GadgetList")
                .putArray("shortNames")
                .add("wdg");
        ObjectNode gadget = Made.widget("names.example.com/v1", "names", "g").put("kind", "Gadget");
        FakeSource source = FakeSource.of(Made.namespace("names"), gadgets, gadget);
        assertThat(reasons(restoring.run(source, cluster, in("names"))))
                .containsExactly(RestoreMessage.NOT_ESTABLISHED);
        api.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/gadgets.names.example.com");
    }

    @Test
    void aKindThatIsNotServedCannotBe() {
        FakeSource source = FakeSource.of(Made.namespace("unknown"), Made.widget("none.example.com/v1", "unknown", "w"))
                .knowing(new ResourceKind(
                        "none.example.com",
                        "v1",
                        "Widget",
                        "widgets",
                        "widget",
                        List.of(),
                        List.of(),
                        true,
                        List.of()));
        Plan plan = restoring.plan(source, cluster, in("unknown"));
        assertThat(entry(plan, "w").why()).contains(Why.of(RestoreMessage.NOT_SERVED, "widgets.none.example.com"));
        RestoreReport report = restoring.apply(plan, source, cluster);
        assertThat(report.complete()).isFalse();
        assertThat(reasons(report)).containsExactly(RestoreMessage.NOT_SERVED);
    }

    @Test
    void whatAWebhookConvertsComesAfterAllThatItMayNeed() {
        try (WebhookServer webhooks = WebhookServer.start()) {
            webhooks.down();
            // A new definition; and one that the target has.
            ObjectNode fresh = Made.definition("late.example.com", "Namespaced", "v2", "v1");
            fresh.withObjectProperty("spec").set("conversion", webhooks.conversion());
            ObjectNode there = Made.definition("there.example.com", "Namespaced", "v2", "v1");
            there.withObjectProperty("spec").set("conversion", webhooks.conversion());
            post(there);
            until(() -> api.answers("/apis/there.example.com/v2/widgets"), "the kind is served");
            FakeSource source = FakeSource.of(
                    Made.namespace("late"),
                    fresh,
                    there,
                    Made.widget("late.example.com/v1", "late", "w"),
                    Made.widget("there.example.com/v1", "late", "w2"),
                    Made.deployment("late", "converter", "a"),
                    Made.yaml("{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {namespace: late,"
                            + " name: budget}, spec: {minAvailable: 1, selector: {matchLabels: {app: a}}}}"));
            Plan plan = restoring.plan(source, cluster, in("late"));
            assertThat(Restoring.entries(plan))
                    .extracting(PlanEntry::name)
                    .containsSubsequence("converter", "budget", "w")
                    .containsSubsequence("converter", "budget", "w2");
            var waves = new Waves(plan.header().late());
            assertThat(waves.of(entry(plan, "w").kind().groupKind())).isEqualTo(Wave.LATE);
            assertThat(waves.of(entry(plan, "w2").kind().groupKind())).isEqualTo(Wave.LATE);
            // It comes up when what it needs is there.
            var up = Thread.ofVirtual().start(() -> {
                until(() -> isThere(Made.deployment("late", "converter", "a")), "the converter is there");
                webhooks.up();
            });
            RestoreReport report = restoring.apply(plan, source, cluster);
            assertThat(up).satisfies(thread -> thread.join());
            assertThat(report.failures()).isEmpty();
            assertThat(webhooks.conversions()).isPositive();
            assertThat(api.answers("/apis/late.example.com/v1/namespaces/late/widgets/w"))
                    .isTrue();
            assertThat(restoring.plan(source, cluster, in("late")).header().writes())
                    .isZero();
            api.delete("/apis/late.example.com/v1/namespaces/late/widgets/w");
            api.delete("/apis/there.example.com/v1/namespaces/late/widgets/w2");
        }
    }

    @Test
    void aKindWhoseWebhookIsDownIsAGapOfThePlan() {
        try (WebhookServer webhooks = WebhookServer.start()) {
            ObjectNode there = Made.definition("down.example.com", "Namespaced", "v2", "v1");
            there.withObjectProperty("spec").set("conversion", webhooks.conversion());
            post(there);
            post(Made.namespace("down"));
            until(() -> api.answers("/apis/down.example.com/v2/widgets"), "the kind is served");
            ObjectNode stored = Made.widget("down.example.com/v2", "down", "w");
            post(stored);
            webhooks.down();
            FakeSource source = FakeSource.of(
                    Made.namespace("down"),
                    there,
                    Made.widget("down.example.com/v1", "down", "w"),
                    Made.configMap("down", "map", "a"));
            Plan plan = restoring.plan(source, cluster, in("down"), Duration.ofSeconds(1));
            assertThat(plan.header().incomplete())
                    .singleElement()
                    .asString()
                    .contains("widgets.down.example.com", "conversion webhook");
            // The others are planned, and restored.
            RestoreReport report = restoring.apply(plan, source, cluster);
            assertThat(report.failures()).isEmpty();
            assertThat(report.complete()).isFalse();
            assertThat(isThere(Made.configMap("down", "map", ""))).isTrue();
            webhooks.up();
            api.delete("/apis/down.example.com/v2/namespaces/down/widgets/w");
        }
    }
}
