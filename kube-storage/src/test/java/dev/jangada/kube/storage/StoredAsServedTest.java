package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.ControllerManager;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is stored equals what the API server answers for it, field for field, for objects of every kind that it has; but
 * for what it adds when it reads, which is listed here and explained in {@code docs/design/stored-objects.md}.
 */
final class StoredAsServedTest {

    /** By kind: what the answer has otherwise; {@code []} stands for every element of a list. */
    private static final Map<String, Set<String>> ADDED_ON_READ = Map.of(
            "apps/v1 StatefulSet",
            Set.of(
                    ".spec.volumeClaimTemplates[].apiVersion: nothing, wanted \"v1\"",
                    ".spec.volumeClaimTemplates[].kind: nothing, wanted \"PersistentVolumeClaim\""),
            "v1 PersistentVolumeClaim",
            Set.of(".status.phase: nothing, wanted \"Pending\""));

    /** Stored in a version that no client gets. */
    private static final Set<String> NOT_SERVED = Set.of("apiextensions.k8s.io/v1beta1 CustomResourceDefinition");

    /**
     * Kinds that the server has and of which there is nothing to compare: definitions, as above; and one whose objects are made
     * for a moment by an alpha feature.
     */
    private static final Set<String> NOT_COMPARED =
            Set.of("CustomResourceDefinition.apiextensions.k8s.io", "ResourcePoolStatusRequest.resource.k8s.io");

    /** Of kinds that are served only where somebody has asked for it, so that generated clusters have none. */
    private static final Map<String, String> ASKED_FOR = Map.of(
            "/apis/coordination.k8s.io/v1beta1/namespaces/default/leasecandidates",
            """
            {"apiVersion": "coordination.k8s.io/v1beta1", "kind": "LeaseCandidate", "metadata": {"name": "one"},
             "spec": {"leaseName": "one", "binaryVersion": "1.36.0", "emulationVersion": "1.36.0",
              "strategy": "OldestEmulationVersion", "renewTime": "2026-01-02T03:04:05.000006Z"}}""",
            "/apis/internal.apiserver.k8s.io/v1alpha1/storageversions",
            """
            {"apiVersion": "internal.apiserver.k8s.io/v1alpha1", "kind": "StorageVersion",
             "metadata": {"name": "apps.deployments"}, "spec": {}, "status": {}}""",
            "/apis/resource.k8s.io/v1beta2/devicetaintrules",
            """
            {"apiVersion": "resource.k8s.io/v1beta2", "kind": "DeviceTaintRule", "metadata": {"name": "one"},
             "spec": {"deviceSelector": {"driver": "gpu.example.com", "pool": "p"},
              "taint": {"key": "example.com/broken", "value": "yes", "effect": "NoSchedule"}}}""");

    @Test
    void storedObjectsAreThoseThatTheServerAnswers() throws IOException {
        try (ControlPlane cluster =
                ControlPlane.start(options -> options.apiServerFlags("--runtime-config=api/all=true"))) {
            WorkloadLoader.load(cluster, new Workload(23, 700), 4);
            for (Map.Entry<String, String> each : ASKED_FOR.entrySet()) {
                cluster.api().post(each.getKey(), Json.mapper().readTree(each.getValue()));
            }
            cluster.controllerManager().ifPresent(ControllerManager::kill);
            RecordedData data = RecordedData.of(cluster.etcd(), "/");
            try (EtcdSource source =
                    EtcdSource.open(data, data.currentRevision(), EncryptionConfiguration.NONE, Optional.empty())) {
                assertThat(source.coverage().gaps()).isEmpty();
                compare(source, cluster);
            }
        }
    }

    private static void compare(EtcdSource source, ControlPlane cluster) {
        var differences = new TreeMap<String, Set<String>>();
        var kinds = new TreeSet<String>();
        var withoutObject = new TreeSet<GroupKind>();
        var served = new TreeSet<String>();
        for (ResourceKind kind : cluster.api().resources().all()) {
            served.add(kind.apiVersion() + " " + kind.kind());
            // What cannot be watched is not stored.
            if (kind.verbs().contains("watch")) {
                withoutObject.add(kind.groupKind().canonical());
            }
        }
        var notServed = new TreeSet<String>();
        int compared = 0;
        for (ResourceKind kind : source.kinds().all()) {
            Map<String, ObjectNode> answers = new HashMap<>();
            for (KubeObject object : objects(source, kind)) {
                assertThat(object.missing()).isEmpty();
                String type = object.apiVersion() + " " + object.kind();
                if (!served.contains(type)) {
                    notServed.add(type);
                    continue;
                }
                if (kinds.add(type)) {
                    cluster.api()
                            .resources()
                            .list(object.apiVersion(), object.kind())
                            .forEach(each -> answers.put(
                                    each.at("/metadata/namespace").asText() + "/"
                                            + each.at("/metadata/name").asText(),
                                    each));
                }
                ObjectNode answer = answers.get(object.namespace() + "/" + object.name());
                // What has changed since is not compared: leases are renewed all the time.
                if (answer != null
                        && answer.at("/metadata/resourceVersion").asText().equals(object.resourceVersion())) {
                    compared++;
                    withoutObject.remove(kind.groupKind().canonical());
                    for (String difference : SameJson.differences(object.tree(), answer)) {
                        differences
                                .computeIfAbsent(type, first -> new TreeSet<>())
                                .add(difference.replaceAll("\\[\\d+]", "[]"));
                    }
                }
            }
        }
        assertThat(notServed).isEqualTo(NOT_SERVED);
        assertThat(differences).isEqualTo(ADDED_ON_READ);
        assertThat(withoutObject).extracting(GroupKind::toString).containsExactlyInAnyOrderElementsOf(NOT_COMPARED);
        assertThat(compared).isGreaterThan(1_000);
    }

    private static List<KubeObject> objects(EtcdSource source, ResourceKind kind) {
        var objects = new ArrayList<KubeObject>();
        var _ = source.read(kind, Selection.ALL, objects::add);
        return objects;
    }
}
