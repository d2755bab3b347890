package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.LiveSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster that was restored by other means: its volumes wait for claims of another time. */
class RebindTest extends VolumeTarget {

    @Test
    void aClusterRestoredByOtherMeansIsBoundAgain() {
        api.post("/api/v1/namespaces", Made.namespace("rebind"));
        record Case(String name, ObjectNode claim, RestoreMessage obstacle) {}
        ObjectNode slow = Made.claim("rebind", "class", "");
        slow.withObjectProperty("spec").put("storageClassName", "slow");
        ObjectNode large = Made.claim("rebind", "size", "");
        large.withObjectProperty("spec")
                .withObjectProperty("resources")
                .withObjectProperty("requests")
                .put("storage", "2Gi");
        ObjectNode many = Made.claim("rebind", "mode", "");
        many.withObjectProperty("spec").putArray("accessModes").add("ReadWriteMany");
        ObjectNode block = Made.claim("rebind", "block", "");
        block.withObjectProperty("spec").put("volumeMode", "Block");
        // Of a class that nobody provisions, so that it waits.
        ObjectNode empty = Made.claim("rebind", "empty", "");
        empty.withObjectProperty("metadata").remove("annotations");
        empty.withObjectProperty("spec").put("storageClassName", "manual");
        List<Case> cases = List.of(
                new Case("fits", Made.claim("rebind", "fits", "pv-fits"), RestoreMessage.BECAUSE),
                new Case("empty", empty, RestoreMessage.BECAUSE),
                new Case(
                        "elsewhere", Made.claim("rebind", "elsewhere", "pv-of-others"), RestoreMessage.CLAIM_HAS_OTHER),
                new Case("class", slow, RestoreMessage.CLAIM_CLASS),
                new Case("size", large, RestoreMessage.CLAIM_SIZE),
                new Case("mode", many, RestoreMessage.CLAIM_MODE),
                new Case("block", block, RestoreMessage.CLAIM_MODE));
        for (Case each : cases) {
            ObjectNode pv = Made.volume("pv-" + each.name(), "Retain", DRIVER, "rebind", each.name());
            if (each.name().equals("empty")) {
                pv.withObjectProperty("spec").put("storageClassName", "manual");
            }
            cluster.apply(pv);
            // Dumped claims carry the annotations of their binding, so nobody provisions anything for them.
            cluster.apply(each.claim());
        }
        cluster.apply(Made.volume("pv-nobody", "Retain", DRIVER, "rebind", "nobody"));
        for (Case each : cases) {
            until(() -> volume("pv-" + each.name()).at("/status/phase").asText().equals("Released"), each.name());
        }
        Plan plan;
        RestoreReport report;
        try (LiveSource live = Restoring.open(cluster)) {
            plan = new RebindPlanner(live, restoring.restores().key())
                    .plan(restoring.restores().create());
            for (Case each : cases) {
                PlanEntry entry = Restoring.entries(plan).stream()
                        .filter(found -> found.name().equals("pv-" + each.name()))
                        .findFirst()
                        .orElseThrow();
                if (each.obstacle() == RestoreMessage.BECAUSE) {
                    assertThat(entry.action()).as(each.name()).isEqualTo(Action.CHANGE);
                } else {
                    assertThat(entry.why().orElseThrow().message())
                            .as(each.name())
                            .isEqualTo(each.obstacle());
                }
            }
            assertThat(cannot(plan)).anySatisfy(entry -> {
                assertThat(entry.name()).isEqualTo("pv-nobody");
                assertThat(entry.why().orElseThrow().message()).isEqualTo(RestoreMessage.NO_CLAIM);
            });
            report = restoring.apply(plan, live, cluster);
        }
        assertThat(report.failures()).allMatch(failure -> failure.action() == Action.CANNOT);
        bound("rebind", "fits");
        bound("rebind", "empty");
        assertThat(volume("pv-class").at("/spec/claimRef/uid").asText()).startsWith("11111111");
    }
}
