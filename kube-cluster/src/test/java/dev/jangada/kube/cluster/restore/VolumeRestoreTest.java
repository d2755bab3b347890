package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.fault.Fault;
import dev.jangada.lab.fault.FaultProxy;
import dev.jangada.lab.volume.FakeProvisioner;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Volumes and claims, with the real volume controller and a provisioner that counts what would be lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class VolumeRestoreTest {

    private static final String DRIVER = "disk.example.com";
    private static final String VOLUMES = "/api/v1/persistentvolumes/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path state;

    private ControlPlane cluster;
    private Api api;
    private FakeProvisioner disk;
    private Restoring restoring;

    @BeforeAll
    void start() {
        cluster = ControlPlane.start();
        api = cluster.api();
        disk = FakeProvisioner.start(cluster, DRIVER);
        disk.addClass("fast", "Delete");
        restoring = new Restoring(state);
    }

    @AfterEach
    void nothingIsLost() {
        // A claim that is made and bound shows that the provisioner has been around once more.
        String name = "round-" + System.nanoTime();
        ObjectNode claim = Made.claim("default", name, "");
        claim.withObjectProperty("metadata").remove("annotations");
        api.post("/api/v1/namespaces/default/persistentvolumeclaims", claim);
        bound("default", name);
        assertThat(disk.lost()).isEmpty();
    }

    @AfterAll
    void stop() {
        disk.close();
        cluster.close();
    }

    private static RestoreOptions in(String... namespaces) {
        return RestoreOptions.DEFAULT.with(Selection.ALL.withNamespaces(
                List.of(namespaces).stream().map(Glob::of).toList(), List.of()));
    }

    private JsonNode volume(String name) {
        return api.get(VOLUMES + name);
    }

    private JsonNode claim(String namespace, String name) {
        return api.get("/api/v1/namespaces/" + namespace + "/persistentvolumeclaims/" + name);
    }

    private void bound(String namespace, String name) {
        until(() -> claim(namespace, name).at("/status/phase").asText().equals("Bound"), name + " is bound");
    }

    private static void until(BooleanSupplier condition, String what) {
        Wait.until(PATIENCE, condition, () -> new LabException("not in " + PATIENCE + ": " + what));
    }

    private static FakeSource pair(String namespace) {
        return FakeSource.of(
                Made.namespace(namespace),
                Made.volume("pv-" + namespace, "Delete", DRIVER, namespace, "data"),
                Made.claim(namespace, "data", "pv-" + namespace));
    }

    private void isSettled(String namespace) {
        bound(namespace, "data");
        JsonNode volume = volume("pv-" + namespace);
        assertThat(volume.at("/spec/persistentVolumeReclaimPolicy").asText()).isEqualTo("Delete");
        assertThat(volume.path("metadata").path("annotations").has(VolumeBodies.RECLAIM_POLICY))
                .isFalse();
        assertThat(volume.at("/spec/claimRef/uid"))
                .isEqualTo(claim(namespace, "data").at("/metadata/uid"));
    }

    private List<PlanEntry> cannot(Plan plan) {
        return Restoring.entries(plan).stream()
                .filter(entry -> entry.action() == Action.CANNOT)
                .toList();
    }

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
