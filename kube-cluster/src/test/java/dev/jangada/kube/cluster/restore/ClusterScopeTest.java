package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Glob;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of the objects that are in no namespace comes along with a namespace. */
class ClusterScopeTest extends SharedTarget {

    private static ObjectNode storageClass(String name) {
        return Made.yaml(
                "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: %s}, provisioner: example.com/p}",
                name);
    }

    private static ObjectNode volume(String name, String namespace, String claim) {
        return Made.volume(name, "Retain", "disk.example.com", namespace, claim);
    }

    private static FakeSource source(String shop, String other) {
        ObjectNode web = Made.deployment(shop, "web", "a");
        ((ObjectNode) web.at("/spec/template/spec")).put("priorityClassName", "high-" + shop);
        ObjectNode claim = Made.claim(shop, "data", "pv-" + shop);
        claim.withObjectProperty("spec").put("storageClassName", "disk-" + shop);
        ObjectNode volume = volume("pv-" + shop, shop, "data");
        volume.withObjectProperty("spec").put("storageClassName", "disk-" + shop);
        return FakeSource.of(
                Made.namespace(shop),
                Made.namespace(other),
                web,
                claim,
                volume,
                Made.claim(other, "data", "pv-" + other),
                volume("pv-" + other, other, "data"),
                volume("pv-old-" + shop, shop, "gone"),
                // An earlier volume of the same claim.
                volume("pv-second-" + shop, shop, "data"),
                storageClass("disk-" + shop),
                storageClass("unused-" + shop),
                Made.yaml(
                        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high-%s}, value: 7}",
                        shop),
                Made.yaml(
                        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: role-%s}}",
                        shop),
                Made.definition(shop + ".example.com", "Namespaced", "v1"),
                Made.widget(shop + ".example.com/v1", shop, "w"),
                Made.definition(other + ".example.com", "Namespaced", "v1"),
                Made.widget(other + ".example.com/v1", other, "w"));
    }

    private static List<String> created(Plan plan) {
        return Restoring.entries(plan).stream()
                .filter(entry -> entry.action() == Action.CREATE)
                .map(entry -> entry.kind().kind() + " " + entry.name())
                .toList();
    }

    @Test
    void onlyWhatTheNamespaceNeeds() {
        FakeSource source = source("shop", "other");
        Plan plan = restoring.plan(source, cluster, in("shop"));
        assertThat(created(plan))
                .containsExactly(
                        "CustomResourceDefinition widgets.shop.example.com",
                        "Namespace shop",
                        "PriorityClass high-shop",
                        "StorageClass disk-shop",
                        "PersistentVolume pv-shop",
                        "PersistentVolumeClaim data",
                        "Widget w",
                        "Deployment web");
        assertThat(entry(plan, "disk-shop").why()).contains(Why.of(RestoreMessage.NEEDED));
        assertThat(entry(plan, "widgets.shop.example.com").why()).contains(Why.of(RestoreMessage.NEEDED));
        assertThat(plan.header().notes()).contains(Why.of(RestoreMessage.CLUSTER_SCOPE));
        RestoreReport report = restoring.apply(plan, source, cluster);
        assertThat(report.failures()).isEmpty();
        assertThat(report.count(Outcome.CREATED)).isEqualTo(8);
        // What is there is not looked at: it is not this namespace's.
        source.add(storageClass("disk-shop").put("reclaimPolicy", "Retain"));
        ObjectNode definition = Made.definition("shop.example.com", "Namespaced", "v1");
        definition.withObjectProperty("metadata").putObject("labels").put("new", "yes");
        source.add(definition);
        Plan again = restoring.plan(source, cluster, in("shop").with(Existing.REPLACE));
        assertThat(again.header().writes()).isZero();
        assertThat(Restoring.entries(again)).extracting(PlanEntry::name).doesNotContain("disk-shop");
    }

    @Test
    void everythingOrTheKindsThatAreNamed() {
        FakeSource source = source("all", "beside");
        Plan all = restoring.plan(source, cluster, in("all").with(Set.of(Choice.INCLUDE_CLUSTER_RESOURCES)));
        assertThat(created(all))
                .contains(
                        "StorageClass unused-all",
                        "ClusterRole role-all",
                        "PersistentVolume pv-old-all",
                        "CustomResourceDefinition widgets.beside.example.com")
                .doesNotContain("Namespace beside");
        assertThat(all.header().notes()).doesNotContain(Why.of(RestoreMessage.CLUSTER_SCOPE));
        assertThat(created(restoring.plan(
                        source,
                        cluster,
                        in("all").with(namespaces("all").withKinds(List.of(Glob.of("clusterroles.*")), List.of())))))
                .containsExactly("ClusterRole role-all");
        // Whoever does not want a class does not get it either.
        assertThat(created(restoring.plan(
                        source,
                        cluster,
                        in("all").with(namespaces("all").withKinds(List.of(), List.of(Glob.of("storageclasses.*")))))))
                .contains("PriorityClass high-all")
                .doesNotContain("StorageClass disk-all");
    }
}
