package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.transform.NamespaceMapping;
import dev.jangada.kube.model.transform.Transform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Namespaces, what the system makes in them, and nodes. Beside other classes, because an undo waits for a minute here for a namespace that
 * does not become empty.
 */
@Execution(ExecutionMode.CONCURRENT)
class NamespaceTest extends SharedTarget {

    @Test
    void oneThatIsBeingDeletedIsAwaited() throws InterruptedException {
        post(Made.namespace("going"));
        ObjectNode held = Made.configMap("going", "held", "old");
        held.withObjectProperty("metadata").putArray("finalizers").add("example.com/hold");
        post(held);
        // As it is to be: and yet it goes with its namespace.
        api.delete("/api/v1/namespaces/going");
        FakeSource source = FakeSource.of(
                Made.namespace("going"), Made.configMap("going", "held", "old"), Made.configMap("going", "new", "a"));
        Plan plan = restoring.plan(source, cluster, in("going"));
        assertThat(entry(plan, "going").why()).contains(Why.of(RestoreMessage.AWAITS_TERMINATION));
        assertThat(entry(plan, "held").action()).isEqualTo(Action.CREATE);
        var release = Thread.ofVirtual().start(() -> {
            until(
                    () -> api.get("/api/v1/namespaces/going")
                                    .at("/status/conditions")
                                    .size()
                            > 0,
                    "the namespace waits");
            ObjectNode patch = Json.object();
            patch.putObject("metadata").putNull("finalizers");
            api.patch("/api/v1/namespaces/going/configmaps/held", patch);
        });
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        release.join();
        assertThat(live(held).path("metadata").has("deletionTimestamp")).isFalse();
        assertThat(isThere(Made.configMap("going", "new", ""))).isTrue();
    }

    @Test
    void oneThatNobodySelectedIsMadeWhereItIsNeeded() {
        ObjectNode labelled = Made.namespace("needed");
        labelled.withObjectProperty("metadata").putObject("labels").put("team", "a");
        FakeSource source =
                FakeSource.of(labelled, Made.configMap("needed", "map", "a"), Made.configMap("unknown", "map", "a"));
        RestoreOptions options = RestoreOptions.DEFAULT.with(
                namespaces("needed", "unknown").withKinds(List.of(Glob.of("configmaps")), List.of()));
        RestoreReport report = restoring.run(source, cluster, options);
        assertThat(report.failures()).isEmpty();
        assertThat(live(labelled).at("/metadata/labels/team").asText()).isEqualTo("a");
        assertThat(isThere(Made.configMap("unknown", "map", ""))).isTrue();
    }

    @Test
    void objectsAndWhatRefersToThemGoToAnother() {
        FakeSource source = FakeSource.of(
                Made.namespace("old"),
                Made.deployment("old", "web", "a"),
                Made.owned(Made.configMap("old", "map", "a"), "apps/v1", "Deployment", "web"),
                Made.yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {namespace: old, name: bot}}"),
                Made.yaml("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata: {namespace: old, name: bots}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                        subjects: [{kind: ServiceAccount, namespace: old, name: bot}]
                        """));
        Map<String, String> names = Map.of("old", "moved");
        var options = new RestoreOptions(
                namespaces("old"),
                Existing.SKIP,
                VolumePolicy.REATTACH,
                java.util.Set.of(),
                List.of(),
                names,
                Map.of(),
                "");
        Transform transform = NamespaceMapping.of(names);
        Plan plan = restoring.plan(source, cluster.kubeconfig(), options, transform);
        assertThat(restoring
                        .apply(plan, source, cluster.kubeconfig(), transform)
                        .failures())
                .isEmpty();
        assertThat(api.get("/apis/rbac.authorization.k8s.io/v1/namespaces/moved/rolebindings/bots")
                        .at("/subjects/0/namespace")
                        .asText())
                .isEqualTo("moved");
        assertThat(live(Made.configMap("moved", "map", "")).at("/metadata/ownerReferences/0/uid"))
                .isEqualTo(live(Made.deployment("moved", "web", "a")).at("/metadata/uid"));
        assertThat(isThere(Made.namespace("old"))).isFalse();
        Plan again = restoring.plan(source, cluster.kubeconfig(), options, transform);
        assertThat(again.header().writes()).isZero();
        // What the target has more is pruned there, and nowhere else.
        post(Made.configMap("moved", "extra", "a"));
        var pruning = options.with(java.util.Set.of(Choice.PRUNE));
        Plan prune = restoring.plan(source, cluster.kubeconfig(), pruning, transform);
        assertThat(Restoring.entries(prune).stream()
                        .filter(entry -> entry.action().writes()))
                .extracting(PlanEntry::name)
                .containsExactly("extra");
        assertThat(restoring.undo(plan, new FakeSource("dump:none"), cluster).failures())
                .extracting(failure -> failure.why().message())
                .containsExactly(RestoreMessage.NOT_EMPTY);
    }

    @Test
    void theAccountThatTheSystemMakesGivesWay() {
        ObjectNode account = Made.yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {namespace: fresh,"
                + " name: default}, imagePullSecrets: [{name: registry}]}");
        FakeSource source = FakeSource.of(Made.namespace("fresh"), account);
        assertThat(restoring.run(source, cluster, in("fresh")).failures()).isEmpty();
        assertThat(live(account).at("/imagePullSecrets/0/name").asText()).isEqualTo("registry");

        // Also where the namespace is there; but not where somebody has changed it.
        post(Made.namespace("there"));
        ObjectNode other = account.deepCopy();
        other.withObjectProperty("metadata").put("namespace", "there");
        until(() -> isThere(other), "the account is made");
        assertThat(restoring
                        .run(FakeSource.of(Made.namespace("there"), other), cluster, in("there"))
                        .failures())
                .isEmpty();
        assertThat(live(other).at("/imagePullSecrets/0/name").asText()).isEqualTo("registry");
        ((ObjectNode) other.at("/imagePullSecrets/0")).put("name", "another");
        Plan plan = restoring.plan(FakeSource.of(Made.namespace("there"), other), cluster, in("there"));
        assertThat(entry(plan, "default").action()).isEqualTo(Action.SKIP);
    }

    @Test
    void nodesGetWhatAnAdministratorGaveThemAndAreNeverMade() {
        api.post(
                "/api/v1/nodes",
                Made.yaml("{apiVersion: v1, kind: Node, metadata: {name: one,"
                        + " labels: {disk: hdd, kubernetes.io/hostname: one}}}"));
        FakeSource source = FakeSource.of(
                Made.yaml("{apiVersion: v1, kind: Node, metadata: {name: one, labels: {disk: ssd, rack: r1}},"
                        + " spec: {taints: [{key: dedicated, value: db, effect: NoSchedule}]}}"),
                Made.yaml("{apiVersion: v1, kind: Node, metadata: {name: two, labels: {disk: ssd}}}"));
        RestoreOptions options =
                RestoreOptions.DEFAULT.with(Selection.ALL.withKinds(List.of(Glob.of("nodes")), List.of()));
        Plan plan = restoring.plan(source, cluster, options);
        assertThat(entry(plan, "two").why()).contains(Why.of(RestoreMessage.NODE_MISSING));
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        assertThat(api.get("/api/v1/nodes/one").at("/metadata/labels").toString())
                .contains("\"disk\":\"hdd\"", "\"rack\":\"r1\"", "kubernetes.io/hostname");
        assertThat(api.get("/api/v1/nodes/one").at("/spec/taints").toString()).contains("dedicated");
        assertThat(restoring.run(source, cluster, options.with(Existing.MERGE)).failures())
                .isEmpty();
        assertThat(api.get("/api/v1/nodes/one").at("/metadata/labels/disk").asText())
                .isEqualTo("ssd");
        assertThat(restoring
                        .plan(source, cluster, options.with(Existing.MERGE))
                        .header()
                        .writes())
                .isZero();
    }
}
