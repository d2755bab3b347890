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

/** Volumes and claims that come back: which claim gets which volume, and what is left alone. */
class VolumeRestoreTest extends VolumeTarget {

    @Test
    void aClaimGetsTheVolumeThatItHad() {
        FakeSource source = pair("plain");
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            var policies = new java.util.concurrent.CopyOnWriteArrayList<String>();
            proxy.inject(request -> {
                if (request.method().equals("POST") && request.path().endsWith("/persistentvolumeclaims")) {
                    policies.add(volume("pv-plain")
                            .at("/spec/persistentVolumeReclaimPolicy")
                            .asText());
                }
                return Fault.NONE;
            });
            Plan plan = restoring.plan(source, cluster, in("plain"));
            RestoreReport report = restoring.apply(plan, source, proxy.kubeconfig());
            assertThat(report.failures()).isEmpty();
            assertThat(policies).containsExactly("Retain");
            isSettled("plain");
            assertThat(restoring.plan(source, cluster, in("plain")).header().writes())
                    .isZero();
            assertThat(restoring
                            .undo(plan, new FakeSource("dump:nothing"), cluster)
                            .failures())
                    .isEmpty();
            until(() -> !api.answers(VOLUMES + "pv-plain"), "the volume's object is gone");
        }
    }

    @Test
    void aRestoreThatIsCutOffBetweenVolumeAndClaimGoesOn() {
        FakeSource source = pair("cut");
        try (FaultProxy proxy = FaultProxy.before(cluster)) {
            Plan plan = restoring.plan(source, cluster, in("cut"));
            // The volume is there; the claim, and then the policy, do not come through.
            for (String stop : List.of("/persistentvolumeclaims", VOLUMES + "pv-cut")) {
                proxy.inject(request ->
                        request.isWrite() && request.path().endsWith(stop) ? Fault.breakBefore() : Fault.NONE);
                assertThatThrownBy(() -> restoring.apply(plan, source, proxy.kubeconfig(), Duration.ofSeconds(2)))
                        .isInstanceOf(Problem.class);
                assertThat(volume("pv-cut")
                                .at("/spec/persistentVolumeReclaimPolicy")
                                .asText())
                        .isEqualTo("Retain");
            }
            proxy.heal();
            assertThat(restoring.apply(plan, source, proxy.kubeconfig()).failures())
                    .isEmpty();
            isSettled("cut");
        }
    }

    @Test
    void aReleasedVolumeIsPointedToItsClaimAgain() {
        for (String name : List.of("released", "stale", "available")) {
            FakeSource source = pair(name);
            ObjectNode there = Made.volume("pv-" + name, "Retain", DRIVER, name, "data");
            if (name.equals("available")) {
                ((ObjectNode) there.at("/spec/claimRef")).remove("uid");
            }
            api.post("/api/v1/persistentvolumes", there);
            until(
                    () -> volume("pv-" + name)
                            .at("/status/phase")
                            .asText()
                            .equals(name.equals("available") ? "Available" : "Released"),
                    name);
            if (name.equals("stale")) {
                api.post("/api/v1/namespaces", Made.namespace(name));
                api.post(
                        "/api/v1/namespaces/" + name + "/persistentvolumeclaims",
                        Made.claim(name, "data", "pv-" + name));
                until(() -> claim(name, "data").at("/status/phase").asText().equals("Lost"), "the claim is lost");
            }
            RestoreReport report = restoring.run(source, cluster, in(name));
            assertThat(report.failures()).as(name).isEmpty();
            bound(name, "data");
            // The target's own policy stays.
            assertThat(volume("pv-" + name)
                            .at("/spec/persistentVolumeReclaimPolicy")
                            .asText())
                    .isEqualTo("Retain");
        }
    }

    @Test
    void aLostClaimIsFoundByItsVolume() {
        api.post("/api/v1/namespaces", Made.namespace("lost"));
        api.post("/api/v1/namespaces/lost/persistentvolumeclaims", Made.claim("lost", "data", "pv-lost"));
        until(() -> claim("lost", "data").at("/status/phase").asText().equals("Lost"), "the claim is lost");
        assertThat(restoring.run(pair("lost"), cluster, in("lost")).failures()).isEmpty();
        isSettled("lost");
    }

    @Test
    void whatAnotherClaimHasIsNotTouched() {
        // The volume is bound to another claim that lives.
        api.post("/api/v1/namespaces", Made.namespace("other"));
        ObjectNode held = Made.volume("pv-held", "Delete", DRIVER, "other", "theirs");
        ((ObjectNode) held.at("/spec/claimRef")).remove("uid");
        api.post("/api/v1/persistentvolumes", held);
        ObjectNode theirs = Made.claim("other", "theirs", "pv-held");
        theirs.withObjectProperty("metadata").remove("annotations");
        api.post("/api/v1/namespaces/other/persistentvolumeclaims", theirs);
        bound("other", "theirs");
        JsonNode before = volume("pv-held").path("spec");
        for (Existing existing : Existing.values()) {
            Plan plan = restoring.plan(pair("held"), cluster, in("held").with(existing));
            assertThat(cannot(plan))
                    .extracting(entry -> entry.why().orElseThrow().message())
                    .containsExactly(RestoreMessage.VOLUME_HELD, RestoreMessage.VOLUME_OF_OTHER);
            assertThat(restoring.apply(plan, pair("held"), cluster).complete()).isFalse();
            assertThat(volume("pv-held").path("spec")).isEqualTo(before);
            assertThat(api.answers("/api/v1/namespaces/held/persistentvolumeclaims/data"))
                    .isFalse();
        }
        // A claim of the same name has another volume.
        api.post("/api/v1/namespaces", Made.namespace("foreign"));
        ObjectNode foreign = Made.claim("foreign", "data", "");
        foreign.withObjectProperty("metadata").remove("annotations");
        api.post("/api/v1/namespaces/foreign/persistentvolumeclaims", foreign);
        bound("foreign", "data");
        Plan plan = restoring.plan(pair("foreign"), cluster, in("foreign"));
        assertThat(cannot(plan))
                .extracting(entry -> entry.why().orElseThrow().message())
                .containsExactly(RestoreMessage.CLAIM_HAS_OTHER);
        restoring.apply(plan, pair("foreign"), cluster);
        assertThat(api.answers(VOLUMES + "pv-foreign")).isFalse();
    }

    @Test
    void aBoundVolumeThatIsReplacedOrMergedStaysBound() {
        FakeSource source = pair("merged");
        assertThat(restoring.run(source, cluster, in("merged")).failures()).isEmpty();
        isSettled("merged");
        for (Existing existing : List.of(Existing.MERGE, Existing.REPLACE, Existing.RECREATE)) {
            ObjectNode labelled = Made.volume("pv-merged", "Delete", DRIVER, "merged", "data");
            labelled.withObjectProperty("metadata").putObject("labels").put("mode", existing.name());
            source.add(labelled);
            Plan plan =
                    restoring.plan(source, cluster, in("merged").with(existing).with(Set.of(Choice.FORCE_CONFLICTS)));
            assertThat(plan.header().count(Action.CHANGE)).isEqualTo(1);
            assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
            assertThat(volume("pv-merged").at("/metadata/labels/mode").asText()).isEqualTo(existing.name());
            isSettled("merged");
            assertThat(volume("pv-merged").at("/status/phase").asText()).isEqualTo("Bound");
        }
    }

    @Test
    void newVolumesOrNone() {
        FakeSource source = pair("fresh");
        RestoreOptions options = in("fresh").with(VolumePolicy.PROVISION);
        Plan plan = restoring.plan(source, cluster, options);
        assertThat(Restoring.entries(plan))
                .anySatisfy(entry -> assertThat(entry.why()).contains(Why.of(RestoreMessage.VOLUME_PROVISIONED)));
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        bound("fresh", "data");
        assertThat(api.answers(VOLUMES + "pv-fresh")).isFalse();

        Plan none = restoring.plan(pair("none"), cluster, in("none").with(VolumePolicy.SKIP));
        assertThat(none.header().count(Action.SKIP)).isEqualTo(2);
        assertThat(restoring.apply(none, pair("none"), cluster).failures()).isEmpty();
        assertThat(api.answers(VOLUMES + "pv-none")).isFalse();
    }

    @Test
    void aClaimWithoutItsVolumeIsSaid() {
        FakeSource source = pair("alone");
        RestoreOptions options = RestoreOptions.DEFAULT.with(
                in("alone").selection().withKinds(List.of(), List.of(Glob.of("persistentvolumes"))));
        Plan plan = restoring.plan(source, cluster, options);
        assertThat(cannot(plan))
                .extracting(entry -> entry.why().orElseThrow())
                .containsExactly(Why.of(RestoreMessage.VOLUME_MISSING, "pv-alone"));
    }

    @Test
    void aVolumeWhoseClaimFailsKeepsWhatIsOnIt() {
        FakeSource source = FakeSource.of(
                Made.namespace("unclaimed"), Made.volume("pv-unclaimed", "Delete", DRIVER, "unclaimed", "data"));
        RestoreOptions options = in("unclaimed").with(Set.of(Choice.INCLUDE_CLUSTER_RESOURCES));
        RestoreReport report = restoring.run(source, cluster, options);
        assertThat(report.failures())
                .extracting(RestoreReport.Failure::why)
                .containsExactly(Why.of(RestoreMessage.NOT_CLAIMED));
        assertThat(volume("pv-unclaimed")
                        .at("/spec/persistentVolumeReclaimPolicy")
                        .asText())
                .isEqualTo("Retain");
    }
}
