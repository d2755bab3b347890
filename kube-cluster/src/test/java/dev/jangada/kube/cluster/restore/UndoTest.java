package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.fault.Fault;
import dev.jangada.lab.fault.FaultProxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is taken back: what this restore has done, and nothing else. */
class UndoTest extends SharedTarget {

    private static final FakeSource NOTHING = new FakeSource("dump:nothing");

    @Test
    void whatAnotherRestoreHasMadeIsNotTakenBack() {
        FakeSource source = FakeSource.of(Made.namespace("twice"), Made.configMap("twice", "map", "a"));
        Plan first = restoring.plan(source, cluster, in("twice"));
        Plan second = restoring.plan(source, cluster, in("twice"));
        assertThat(restoring.apply(first, source, cluster).count(Outcome.CREATED))
                .isEqualTo(2);
        // In the same second, as a rule.
        RestoreReport report = restoring.apply(second, source, cluster);
        assertThat(report.failures()).isEmpty();
        assertThat(report.count(Outcome.CREATED)).isZero();
        assertThat(report.count(Outcome.SAME)).isEqualTo(2);
        assertThat(restoring.undo(second, NOTHING, cluster).failures()).isEmpty();
        assertThat(isThere(Made.configMap("twice", "map", ""))).isTrue();
        assertThat(restoring.undo(first, NOTHING, cluster).count(Outcome.DELETED))
                .isEqualTo(2);
    }

    @Test
    void whatAnotherRestoreHasChangedIsNotPutBack() {
        post(Made.namespace("changed"));
        post(Made.configMap("changed", "map", "old"));
        FakeSource source = FakeSource.of(Made.namespace("changed"), Made.configMap("changed", "map", "new"));
        RestoreOptions options = in("changed").with(Existing.REPLACE);
        Plan first = restoring.plan(source, cluster, options);
        Plan second = restoring.plan(source, cluster, options);
        FakeSource saved = Restoring.saved(first, cluster);
        assertThat(restoring.apply(first, source, cluster).count(Outcome.CHANGED))
                .isEqualTo(1);
        assertThat(restoring.apply(second, source, cluster).count(Outcome.SAME)).isEqualTo(1);
        restoring.undo(second, saved, cluster);
        assertThat(live(Made.configMap("changed", "map", "")).at("/data/value").asText())
                .isEqualTo("new");
        Plan undo = restoring.planUndo(first, saved, cluster.kubeconfig());
        assertThat(entry(undo, "map").changes()).extracting(Change::path).containsExactly("data.value");
        restoring.apply(undo, saved, cluster);
        assertThat(live(Made.configMap("changed", "map", "")).at("/data/value").asText())
                .isEqualTo("old");
    }

    @Test
    void manyObjectsOfAKindAreReadTogether() {
        FakeSource source = FakeSource.of(Made.namespace("many"), Made.deployment("many", "web", "a"));
        for (int i = 0; i < 40; i++) {
            source.add(Made.configMap("many", "m-" + i, "a"));
        }
        Plan plan = restoring.plan(source, cluster, in("many"));
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        api.put("/api/v1/namespaces/many/configmaps/m-7", Made.configMap("many", "m-7", "mine"));
        api.delete("/api/v1/namespaces/many/configmaps/m-8");
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            List<String> asked = new CopyOnWriteArrayList<>();
            proxy.inject(request -> {
                asked.add(request.path());
                return Fault.NONE;
            });
            Plan undo = restoring.planUndo(plan, NOTHING, proxy.kubeconfig());
            assertThat(asked).noneMatch(path -> path.contains("/configmaps/"));
            assertThat(undo.header().count(Action.DELETE)).isEqualTo(40);
            assertThat(entry(undo, "m-7").why()).contains(Why.of(RestoreMessage.CHANGED_SINCE));
        }
    }
}
