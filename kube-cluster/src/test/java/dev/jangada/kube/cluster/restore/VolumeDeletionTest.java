package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Selection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of volumes when something is deleted: no data goes with it. */
class VolumeDeletionTest extends VolumeTarget {

    @Test
    void pruningKeepsTheDataAndUndoBringsBackTheClaim() {
        assertThat(restoring.run(pair("pruned"), cluster, in("pruned")).failures())
                .isEmpty();
        isSettled("pruned");
        FakeSource source = FakeSource.of(Made.namespace("pruned"));
        RestoreOptions all = RestoreOptions.DEFAULT
                .with(Selection.ALL
                        .withKinds(List.of(Glob.of("persistentvolume*"), Glob.of("namespaces")), List.of())
                        .withNames(List.of(Glob.of("pv-pruned"), Glob.of("pruned")), List.of()))
                .with(Set.of(Choice.PRUNE, Choice.PRUNE_VOLUMES));
        Plan claims = restoring.plan(source, cluster, in("pruned").with(Set.of(Choice.PRUNE, Choice.PRUNE_VOLUMES)));
        FakeSource saved = Restoring.saved(claims, cluster);
        assertThat(claims.header().count(Action.DELETE)).isEqualTo(1);
        assertThat(restoring.apply(claims, source, cluster).failures()).isEmpty();
        until(() -> volume("pv-pruned").at("/status/phase").asText().equals("Released"), "the volume is released");
        assertThat(restoring.undo(claims, saved, cluster).failures()).isEmpty();
        // Its volume was kept for it, and waits to be pointed to it.
        assertThat(restoring.run(pair("pruned"), cluster, in("pruned")).failures())
                .isEmpty();
        isSettled("pruned");

        Plan volumes = restoring.plan(source, cluster, all);
        FakeSource savedVolume = Restoring.saved(volumes, cluster);
        assertThat(volumes.header().count(Action.DELETE)).isEqualTo(1);
        assertThat(restoring.apply(volumes, source, cluster).failures()).isEmpty();
        // Deleted when its claim goes.
        api.delete("/api/v1/namespaces/pruned/persistentvolumeclaims/data");
        until(() -> !api.answers(VOLUMES + "pv-pruned"), "the volume's object is gone");
        assertThat(restoring.undo(volumes, savedVolume, cluster).failures())
                .extracting(RestoreReport.Failure::why)
                .containsExactly(Why.of(RestoreMessage.NOT_CLAIMED));
        assertThat(volume("pv-pruned").at("/spec/claimRef").has("uid")).isFalse();
        assertThat(volume("pv-pruned").at("/spec/persistentVolumeReclaimPolicy").asText())
                .isEqualTo("Retain");
    }

    @Test
    void aStatefulSetThatTakesItsClaimsAlongLeavesTheData() {
        ObjectNode set = Made.yaml("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {namespace: sts, name: db}
                spec:
                  serviceName: db
                  replicas: 1
                  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec: {containers: [{name: db, image: "example.com/db:1"}]}
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """);
        api.post("/api/v1/namespaces", Made.namespace("sts"));
        api.post("/apis/apps/v1/namespaces/sts/statefulsets", set);
        until(() -> api.answers("/api/v1/namespaces/sts/persistentvolumeclaims/data-db-0"), "the claim is made");
        bound("sts", "data-db-0");
        until(() -> claim("sts", "data-db-0").at("/metadata").has("ownerReferences"), "the claim is owned");
        String volume = claim("sts", "data-db-0").at("/spec/volumeName").asText();
        FakeSource source = FakeSource.of(Made.namespace("sts"));
        Plan plan = restoring.plan(source, cluster, in("sts").with(Set.of(Choice.PRUNE)));
        assertThat(Restoring.entries(plan).stream().filter(entry -> entry.action() == Action.DELETE))
                .extracting(PlanEntry::name)
                .containsExactly("db");
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        until(() -> volume(volume).at("/status/phase").asText().equals("Released"), "the claim is collected");
        assertThat(volume(volume).at("/spec/persistentVolumeReclaimPolicy").asText())
                .isEqualTo("Retain");
    }

    @Test
    void undoOfARepointingLosesNothing() {
        ObjectNode there = Made.volume("pv-back", "Retain", DRIVER, "back", "data");
        api.post("/api/v1/persistentvolumes", there);
        until(() -> volume("pv-back").at("/status/phase").asText().equals("Released"), "released");
        FakeSource source = pair("back");
        Plan plan = restoring.plan(source, cluster, in("back"));
        ObjectSource saved = Restoring.saved(plan, cluster);
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        bound("back", "data");
        // Somebody gives it the policy that it should have had.
        ObjectNode policy = Json.object();
        policy.putObject("spec").put("persistentVolumeReclaimPolicy", "Delete");
        api.patch(VOLUMES + "pv-back", policy);
        assertThat(restoring.undo(plan, saved, cluster).failures()).isEmpty();
        until(
                () -> volume("pv-back").at("/status/phase").asText().equals("Available")
                        || volume("pv-back").at("/status/phase").asText().equals("Released"),
                "waits again");
        assertThat(api.answers("/api/v1/namespaces/back/persistentvolumeclaims/data"))
                .isFalse();
    }
}
