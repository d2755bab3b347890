package dev.jangada.lab.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Etcd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fills a cluster for a benchmark: most objects are written straight into etcd as JSON, which the API server reads as it
 * reads its own protobuf; only what the server would have to decide something about goes through the API. Best on a
 * control plane without controllers.
 */
public final class BulkLoader {

    /** One transaction: below etcd's limits of 128 operations and 1.5 MiB. */
    private static final int KEYS = 100;

    private static final int BYTES = 1 << 20;

    /**
     * Where the API server keeps kinds in etcd. Source: the resources' {@code StorageFactory} in
     * k8s.io/kubernetes/pkg/controlplane/storageversionhashdata and the registries' key prefixes.
     */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("ConfigMap", "configmaps"),
            Map.entry("Secret", "secrets"),
            Map.entry("ServiceAccount", "serviceaccounts"),
            Map.entry("Service", "services/specs"),
            Map.entry("Deployment", "deployments"),
            Map.entry("StatefulSet", "statefulsets"),
            Map.entry("DaemonSet", "daemonsets"),
            Map.entry("CronJob", "cronjobs"),
            Map.entry("Ingress", "ingress"),
            Map.entry("NetworkPolicy", "networkpolicies"),
            Map.entry("PodDisruptionBudget", "poddisruptionbudgets"),
            Map.entry("HorizontalPodAutoscaler", "horizontalpodautoscalers"),
            Map.entry("PersistentVolumeClaim", "persistentvolumeclaims"),
            Map.entry("Lease", "leases"),
            Map.entry("Pod", "pods"),
            Map.entry("PersistentVolume", "persistentvolumes"),
            Map.entry("ClusterRole", "clusterroles"),
            Map.entry("ClusterRoleBinding", "clusterrolebindings"),
            Map.entry("Widget", "platform.example.com/widgets"),
            Map.entry("Role", "roles"),
            Map.entry("RoleBinding", "rolebindings"));

    private final Etcd etcd;
    private final WorkloadLoader loader;
    private final String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final Map<String, byte[]> batch = new HashMap<>();
    private int bytes;
    private int objects;

    private BulkLoader(Etcd etcd, WorkloadLoader loader) {
        this.etcd = etcd;
        this.loader = loader;
    }

    /**
     * Creates every object of a workload; does not wait for controllers.
     *
     * @param parallel how many requests at a time
     * @throws dev.jangada.lab.LabException if an object is refused
     */
    public static Loaded load(ControlPlane cluster, Workload workload, int parallel) {
        long start = System.nanoTime();
        var loader = new WorkloadLoader(cluster);
        var loading = new BulkLoader(cluster.etcd(), loader);
        for (Wave wave : Wave.values()) {
            Stream<Runnable> steps = Stream.concat(
                    workload.stream(wave).<Runnable>mapMulti(loading::step),
                    Stream.of(1).mapMulti((last, next) -> loading.flush(next)));
            Parallel.forEach(steps, parallel, Runnable::run);
            loader.await(wave);
        }
        return new Loaded(loading.objects, Duration.ofNanos(System.nanoTime() - start));
    }

    /** What has to be done now that this object has come: create it, or put the batch that it makes full. */
    private void step(ObjectNode object, Consumer<Runnable> next) {
        objects++;
        String key = key(object);
        if (key == null) {
            next.accept(() -> loader.create(object));
            return;
        }
        byte[] value = stored(key, object);
        if (batch.size() == KEYS || bytes + value.length > BYTES) {
            flush(next);
        }
        batch.put(key, value);
        bytes += value.length;
    }

    private void flush(Consumer<Runnable> next) {
        if (!batch.isEmpty()) {
            var full = Map.copyOf(batch);
            next.accept(() -> etcd.put(full));
            batch.clear();
            bytes = 0;
        }
    }

    /** The object with what the server would have added before it stored it. */
    private byte[] stored(String key, ObjectNode object) {
        object.withObject("/metadata")
                .put(
                        "uid",
                        UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("creationTimestamp", now);
        if (object.has("spec")) {
            object.withObject("/metadata").put("generation", 1);
        }
        return Json.bytes(object);
    }

    /** The key under which etcd keeps the object, or null if the API has to create it. */
    private static @Nullable String key(ObjectNode object) {
        String kind = object.path("kind").asText();
        String name = object.at("/metadata/name").asText();
        String namespace = object.at("/metadata/namespace").asText();
        String prefix = PREFIXES.get(kind);
        boolean asStored = object.at("/metadata/ownerReferences").isMissingNode()
                && !namespace.startsWith("specimens")
                && !name.startsWith("specimen")
                && !object.path("type").asText().equals("kubernetes.io/service-account-token")
                && (!kind.equals("Service")
                        || object.at("/spec/clusterIP").asText().equals("None"));
        return prefix == null || !asStored
                ? null
                : "/registry/" + prefix + "/" + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
