package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.transform.Transform;
import org.junit.jupiter.api.Test;

/** What a plan takes for a difference. */
class ComparisonTest extends SharedTarget {

    private static final Scrub PORTABLE = new Scrub(Scrub.Level.PORTABLE, false, false, false);

    private static ObjectNode service(String namespace, String port) {
        return Made.yaml(
                "{apiVersion: v1, kind: Service, metadata: {namespace: %s, name: web},"
                        + " spec: {type: NodePort, ports: [{port: %s}]}}",
                namespace, port);
    }

    @Test
    void aNodePortSaysNothingWhereOneSideHasNone() {
        post(Made.namespace("portable"));
        post(service("portable", "80"));
        FakeSource dump = FakeSource.of(Made.namespace("portable"), service("portable", "80"))
                .scrubbed(PORTABLE);
        assertThat(entry(restoring.plan(dump, cluster, in("portable")), "web").action())
                .isEqualTo(Action.SAME);
        try (LiveSource live = Restoring.open(cluster)) {
            Plan plan = restoring.plan(live, dump, in("portable"), Transform.NONE);
            assertThat(entry(plan, "web").action()).isEqualTo(Action.SAME);
        }
        // Everything else still is a difference, and only that.
        FakeSource other = FakeSource.of(Made.namespace("portable"), service("portable", "81"))
                .scrubbed(PORTABLE);
        PlanEntry differs = entry(restoring.plan(other, cluster, in("portable")), "web");
        assertThat(differs.action()).isEqualTo(Action.SKIP);
        assertThat(differs.changes()).extracting(Change::path).noneMatch(path -> path.contains("nodePort"));
        FakeSource whole = FakeSource.of(Made.namespace("portable"), service("portable", "80"));
        assertThat(entry(restoring.plan(whole, cluster, in("portable")), "web").action())
                .isEqualTo(Action.SKIP);
    }
}
