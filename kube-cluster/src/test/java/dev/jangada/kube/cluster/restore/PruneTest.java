package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a restore deletes because the source does not have it. */
class PruneTest extends SharedTarget {

    private static List<String> deleted(Plan plan) {
        return Restoring.entries(plan).stream()
                .filter(entry -> entry.action() == Action.DELETE)
                .map(entry -> entry.target().toString())
                .toList();
    }

    private static RestoreOptions pruning(Selection selection, Choice... more) {
        var choices = new java.util.HashSet<>(List.of(more));
        choices.add(Choice.PRUNE);
        return RestoreOptions.DEFAULT.with(selection).with(choices);
    }

    @Test
    void onlyWhatIsSelectedAndNobodyElseMakes() {
        post(Made.namespace("pruned"));
        post(Made.namespace("beside"));
        ObjectNode web = Made.deployment("pruned", "web", "a");
        web.withObjectProperty("spec").put("replicas", 1);
        post(web);
        post(Made.configMap("pruned", "extra", "a"));
        post(Made.configMap("pruned", "same", "a"));
        post(Made.configMap("beside", "extra", "a"));
        until(() -> api.get("/api/v1/namespaces/pruned/pods").path("items").size() == 1, "the pod is made");
        until(
                () -> api.answers("/api/v1/namespaces/pruned/configmaps/kube-root-ca.crt")
                        && api.answers("/api/v1/namespaces/pruned/serviceaccounts/default"),
                "the system's objects are made");
        ObjectNode account = Made.yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {namespace: pruned,"
                + " name: default}, imagePullSecrets: [{name: registry}]}");
        api.put("/api/v1/namespaces/pruned/serviceaccounts/default", account);
        FakeSource source = FakeSource.of(Made.namespace("pruned"), Made.configMap("pruned", "same", "a"));

        Plan plan = restoring.plan(source, cluster, pruning(namespaces("pruned")));
        assertThat(deleted(plan)).containsExactlyInAnyOrder("ConfigMap pruned/extra", "Deployment.apps pruned/web");
        FakeSource saved = Restoring.saved(plan, cluster);
        assertThat(restoring.apply(plan, source, cluster).failures()).isEmpty();
        assertThat(isThere(web)).isFalse();
        assertThat(isThere(Made.configMap("beside", "extra", ""))).isTrue();
        assertThat(restoring
                        .plan(source, cluster, pruning(namespaces("pruned")))
                        .header()
                        .writes())
                .isZero();
        assertThat(restoring.undo(plan, saved, cluster).failures()).isEmpty();
        assertThat(isThere(web)).isTrue();
        assertThat(isThere(Made.configMap("pruned", "extra", ""))).isTrue();
    }

    @Test
    void onlyWhatTheSourceWouldHave() {
        post(Made.namespace("covered"));
        ObjectNode ours = Made.configMap("covered", "ours", "a");
        ours.withObjectProperty("metadata").putObject("labels").put("team", "a");
        post(ours);
        post(Made.configMap("covered", "theirs", "a"));
        FakeSource source = FakeSource.of(Made.namespace("covered"))
                .covering(namespaces("covered").withSelectors(LabelSelector.of("team=a"), FieldSelector.ALL));
        assertThat(deleted(restoring.plan(source, cluster, pruning(namespaces("covered")))))
                .containsExactly("ConfigMap covered/ours");
    }

    @Test
    void nothingThatTheSourceLeftOutOrDidNotLookAt() {
        post(Made.namespace("left"));
        post(Made.configMap("left", "map", "a"));
        ObjectNode cronJob = Made.yaml("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {namespace: left, name: nightly}
                spec:
                  schedule: "0 0 1 1 *"
                  suspend: true
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}
                """);
        String uid = post(cronJob).at("/metadata/uid").asText();
        ObjectNode job = Made.yaml("""
                apiVersion: batch/v1
                kind: Job
                metadata:
                  namespace: left
                  name: nightly-1
                  ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: nightly, uid: %s, controller: true}]
                spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}
                """, uid);
        post(job);
        RestoreOptions options = pruning(namespaces("left"), Choice.FINISHED_JOBS);
        FakeSource whole = FakeSource.of(Made.namespace("left"), cronJob);
        assertThat(deleted(restoring.plan(whole, cluster, options)))
                .containsExactlyInAnyOrder("ConfigMap left/map", "Job.batch left/nightly-1");
        FakeSource scrubbed = FakeSource.of(Made.namespace("left"), cronJob).scrubbed(Scrub.GUIDE);
        assertThat(deleted(restoring.plan(scrubbed, cluster, options))).containsExactly("ConfigMap left/map");
        assertThat(deleted(restoring.plan(scrubbed.without(new GroupKind("", "ConfigMap")), cluster, options)))
                .isEmpty();
    }

    @Test
    void whatHoldsOthersOnlyWhereThatIsWanted() {
        post(Made.namespace("kept"));
        post(Made.namespace("empty"));
        post(Made.configMap("kept", "map", "a"));
        post(Made.definition("pruned.example.com", "Namespaced", "v1"));
        post(Made.yaml("{apiVersion: v1, kind: PersistentVolume, metadata: {name: pruned}, spec: {capacity:"
                + " {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /x}}}"));
        FakeSource source = FakeSource.of();
        Selection kinds = Selection.ALL
                .withKinds(
                        List.of(
                                Glob.of("namespaces"),
                                Glob.of("customresourcedefinitions.*"),
                                Glob.of("persistentvolumes"),
                                Glob.of("clusterroles.*"),
                                Glob.of("priorityclasses.*"),
                                Glob.of("flowschemas.*"),
                                Glob.of("apiservices.*")),
                        List.of())
                .withNames(List.of(), List.of(Glob.of("pruned"), Glob.of("covered"), Glob.of("beside")));
        Selection named = kinds.withNames(
                List.of(
                        Glob.of("kept"),
                        Glob.of("empty"),
                        Glob.of("widgets.pruned.example.com"),
                        Glob.of("pruned"),
                        Glob.of("default"),
                        Glob.of("kube-*"),
                        Glob.of("system*"),
                        Glob.of("admin"),
                        Glob.of("v1*")),
                List.of());
        assertThat(deleted(restoring.plan(source, cluster, pruning(named)))).isEmpty();
        assertThat(deleted(restoring.plan(source, cluster, pruning(named, Choice.PRUNE_VOLUMES))))
                .containsExactly("PersistentVolume pruned");
        Plan all = restoring.plan(
                source,
                cluster,
                pruning(
                        named.withNames(
                                List.of(
                                        Glob.of("kept"),
                                        Glob.of("empty"),
                                        Glob.of("widgets.pruned.example.com"),
                                        Glob.of("default"),
                                        Glob.of("kube-*"),
                                        Glob.of("system*"),
                                        Glob.of("admin")),
                                List.of()),
                        Choice.PRUNE_DEFINITIONS));
        assertThat(deleted(all))
                .containsExactlyInAnyOrder(
                        "CustomResourceDefinition.apiextensions.k8s.io widgets.pruned.example.com",
                        "Namespace kept",
                        "Namespace empty");
        // Nobody means the cluster's own by naming namespaces.
        assertThat(deleted(restoring.plan(
                        source,
                        cluster,
                        pruning(namespaces("nowhere"), Choice.PRUNE_DEFINITIONS, Choice.PRUNE_VOLUMES))))
                .isEmpty();
        assertThat(Set.copyOf(deleted(all))).hasSize(3);
    }
}
