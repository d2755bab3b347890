package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Glob;
import dev.jangada.lab.fault.Fault;
import dev.jangada.lab.fault.FaultProxy;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose objects are. */
class OwnerTest extends SharedTarget {

    private static final String GROUP = "owners.example.com";
    private static final String V1 = GROUP + "/v1";

    private FakeSource source(String namespace) {
        return FakeSource.of(
                Made.namespace(namespace),
                Made.definition(GROUP, "Namespaced", "v1"),
                // Comes before its owner.
                Made.owned(Made.configMap(namespace, "of-deployment", "a"), "apps/v1", "Deployment", "web"),
                Made.deployment(namespace, "web", "a"),
                Made.widget(V1, namespace, "parent"),
                Made.owned(Made.widget(V1, namespace, "child"), V1, "Widget", "parent"),
                Made.owned(
                        Made.owned(Made.configMap(namespace, "of-both", "a"), V1, "Widget", "child"),
                        "apps/v1",
                        "Deployment",
                        "web"),
                Made.owned(Made.configMap(namespace, "of-cluster", "a"), "v1", "Namespace", namespace));
    }

    private RestoreOptions options(String namespace) {
        return in(namespace);
    }

    private void isOwnedBy(ObjectNode object, ObjectNode owner) {
        JsonNode references = live(object).at("/metadata/ownerReferences");
        assertThat(references.findValuesAsText("uid"))
                .contains(live(owner).at("/metadata/uid").asText());
        assertThat(live(object).at("/metadata/annotations").toString()).doesNotContain("jangada.dev/owner");
    }

    private void allAreOwned(String namespace) {
        isOwnedBy(Made.configMap(namespace, "of-deployment", ""), Made.deployment(namespace, "web", "a"));
        isOwnedBy(Made.widget(V1, namespace, "child"), Made.widget(V1, namespace, "parent"));
        isOwnedBy(Made.configMap(namespace, "of-both", ""), Made.widget(V1, namespace, "child"));
        isOwnedBy(Made.configMap(namespace, "of-both", ""), Made.deployment(namespace, "web", "a"));
        isOwnedBy(Made.configMap(namespace, "of-cluster", ""), Made.namespace(namespace));
    }

    /** The collector has been around when something whose owner does not exist is gone. */
    private void awaitCollection(String namespace) {
        ObjectNode orphan = Made.owned(Made.configMap(namespace, "orphan", "a"), "apps/v1", "Deployment", "none");
        post(orphan);
        until(() -> !isThere(orphan), "the orphan is collected");
    }

    @Test
    void ownersAreKnownByTheirNewUids() {
        FakeSource source = source("owned");
        Plan plan = restoring.plan(source, cluster, options("owned"));
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        allAreOwned("owned");
        awaitCollection("owned");
        allAreOwned("owned");
        assertThat(restoring.plan(source, cluster, options("owned")).header().writes())
                .isZero();

        // What exists and is changed stays owned.
        source.add(Made.owned(Made.configMap("owned", "of-deployment", "b"), "apps/v1", "Deployment", "web"));
        source.add(Made.owned(Made.configMap("owned", "of-both", "b"), V1, "Widget", "child"));
        for (Existing existing : List.of(Existing.MERGE, Existing.REPLACE)) {
            Plan change = restoring.plan(
                    source, cluster, options("owned").with(existing).with(Set.of(Choice.FORCE_CONFLICTS)));
            assertThat(restoring.apply(change, source, cluster).failures()).isEmpty();
            isOwnedBy(Made.configMap("owned", "of-deployment", ""), Made.deployment("owned", "web", "a"));
            isOwnedBy(Made.configMap("owned", "of-both", ""), Made.widget(V1, "owned", "child"));
            awaitCollection("owned");
        }
    }

    @Test
    void aRestoreThatIsCutOffBeforeOwnersAreToldTellsThemLater() {
        FakeSource source = source("late");
        Plan plan = restoring.plan(source, cluster, options("late"));
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            proxy.inject(request -> request.method().equals("PATCH") ? Fault.breakBefore() : Fault.NONE);
            assertThatThrownBy(() -> restoring.apply(plan, source, proxy.kubeconfig(), Duration.ofSeconds(2)))
                    .isInstanceOf(Problem.class);
            awaitCollection("late");
            proxy.heal();
            assertThat(restoring.apply(plan, source, proxy.kubeconfig()).failures())
                    .isEmpty();
        }
        allAreOwned("late");
        awaitCollection("late");
        allAreOwned("late");
    }

    @Test
    void anOwnerThatIsNotRestoredIsSaid() {
        FakeSource source = FakeSource.of(
                Made.namespace("outside"),
                Made.owned(Made.configMap("outside", "map", "a"), "apps/v1", "Deployment", "web"),
                Made.deployment("outside", "web", "a"));
        RestoreOptions options = RestoreOptions.DEFAULT.with(
                namespaces("outside").withKinds(List.of(), List.of(Glob.of("deployments"))));
        Plan plan = restoring.plan(source, cluster, options);
        assertThat(plan.header().notes()).contains(Why.of(RestoreMessage.OWNERS_OUTSIDE, "1"));
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        awaitCollection("outside");
        assertThat(isThere(Made.configMap("outside", "map", ""))).isTrue();
    }

    @Test
    void whatIsUndoneIsOwnedAsBefore() {
        FakeSource source = source("undone");
        assertThat(restoring.run(source, cluster, options("undone")).failures()).isEmpty();
        FakeSource nothing = FakeSource.of(Made.namespace("undone"));
        Plan prune = restoring.plan(nothing, cluster, options("undone").with(Set.of(Choice.PRUNE)));
        FakeSource saved = Restoring.saved(prune, cluster);
        assertThat(prune.header().count(Action.DELETE)).isEqualTo(4);
        assertThat(restoring.apply(prune, nothing, cluster).failures()).isEmpty();
        saved.add(Made.definition(GROUP, "Namespaced", "v1"));
        assertThat(restoring.undo(prune, saved, cluster).failures()).isEmpty();
        isOwnedBy(Made.configMap("undone", "of-deployment", ""), Made.deployment("undone", "web", "a"));
        isOwnedBy(Made.configMap("undone", "of-cluster", ""), Made.namespace("undone"));
        awaitCollection("undone");
        assertThat(isThere(Made.configMap("undone", "of-deployment", ""))).isTrue();
    }

    @Test
    void anOwnerThatFailsIsNamed() {
        ObjectNode bad = Made.deployment("failing", "web", "a");
        ((ObjectNode) bad.at("/spec/template/spec/containers/0")).put("image", "");
        FakeSource source = FakeSource.of(
                Made.namespace("failing"),
                Made.owned(Made.configMap("failing", "map", "a"), "apps/v1", "Deployment", "web"),
                bad);
        Plan plan = restoring.plan(source, cluster, options("failing"));
        assertThat(reasons(restoring.apply(plan, source, cluster)))
                .containsExactlyInAnyOrder(RestoreMessage.REFUSED, RestoreMessage.OWNER_MISSING);
        assertThat(isThere(Made.configMap("failing", "map", ""))).isTrue();
    }
}
