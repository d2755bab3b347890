package dev.jangada.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.kube.cluster.KubeAccess;
import dev.jangada.kube.cluster.LiveCluster;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** A cluster into which another one was restored, and what must be true of it; looked at through the API alone. */
final class RestoredCluster {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private final ControlPlane source;
    private final ControlPlane target;

    RestoredCluster(ControlPlane source, ControlPlane target) {
        this.source = source;
        this.target = target;
    }

    /** Every claim that is bound in the source is bound to that volume here, and both know each other. */
    void everyClaimIsBoundToItsVolume() {
        Map<String, String> wanted = boundClaims(source);
        assertThat(wanted).hasSizeGreaterThan(80);
        eventually("the claims and their volumes", wanted, () -> boundClaims(target));
    }

    /** The claims that are bound, and whose volume is bound to this very claim, with the names of the volumes. */
    static Map<String, String> boundClaims(ControlPlane cluster) {
        var holders = new HashMap<String, String>();
        for (JsonNode volume : items(cluster, "/api/v1/persistentvolumes")) {
            if (volume.at("/status/phase").asText().equals("Bound")) {
                holders.put(name(volume), volume.at("/spec/claimRef/uid").asText());
            }
        }
        var bound = new TreeMap<String, String>();
        for (JsonNode claim : items(cluster, "/api/v1/persistentvolumeclaims")) {
            String volume = claim.at("/spec/volumeName").asText();
            if (claim.at("/status/phase").asText().equals("Bound")
                    && claim.at("/metadata/uid").asText().equals(holders.get(volume))) {
                bound.put(namespace(claim) + "/" + name(claim), volume);
            }
        }
        return bound;
    }

    /** Reclaim policies are as in the source again, not as they were while the volumes waited. */
    void volumesHaveTheirPolicies() {
        assertThat(policies(target)).isEqualTo(policies(source)).containsValue("Delete");
    }

    private static Map<String, String> policies(ControlPlane cluster) {
        var policies = new TreeMap<String, String>();
        items(cluster, "/api/v1/persistentvolumes")
                .forEach(volume -> policies.put(
                        name(volume),
                        volume.at("/spec/persistentVolumeReclaimPolicy").asText()));
        return policies;
    }

    /**
     * Only Jobs that were under way are here, each with as many Pods as there; a CronJob has started what was due since it
     * is here, and nothing that was due before.
     */
    void nothingRanTwice() {
        Map<String, Long> wanted = podsOfJobs(source);
        assertThat(wanted).hasSizeGreaterThan(40).containsKey("runs/open");
        eventually("the Jobs and how many Pods each has", wanted, () -> podsOfJobs(target));
        for (JsonNode job : items(target, "/apis/batch/v1/jobs")) {
            owner(job)
                    .ifPresent(cronJob -> assertThat(scheduled(job))
                            .as(namespace(job) + "/" + name(job))
                            .isAfterOrEqualTo(created(target.api()
                                    .get("/apis/batch/v1/namespaces/" + namespace(job) + "/cronjobs/" + cronJob))));
        }
        assertThat(items(target, "/api/v1/pods"))
                .as("Pods that had ended")
                .noneMatch(pod -> name(pod).equals("migration"));
    }

    /** Of every Job that is under way and that no CronJob has started: how many Pods it has. */
    private static Map<String, Long> podsOfJobs(ControlPlane cluster) {
        var pods = new TreeMap<String, Long>();
        for (JsonNode job : items(cluster, "/apis/batch/v1/jobs")) {
            // What a CronJob of the source has started must not be here at all; what it has started here is looked at
            // by itself.
            boolean over = job.at("/status").has("completionTime");
            if (owner(job).isEmpty() && !over) {
                pods.put(namespace(job) + "/" + name(job), 0L);
            }
        }
        for (JsonNode pod : items(cluster, "/api/v1/pods")) {
            Optional<String> job = Optional.of(
                            pod.at("/metadata/ownerReferences/0/kind").asText())
                    .filter("Job"::equals)
                    .flatMap(_ -> owner(pod));
            job.ifPresent(owner -> pods.computeIfPresent(namespace(pod) + "/" + owner, (_, count) -> count + 1));
        }
        return pods;
    }

    /** Lets the garbage collector come by: what has no living owner goes, both of a built-in and of a custom kind. */
    void collectGarbage() {
        ObjectNode orphans = Json.object();
        orphans.put("v1", "ConfigMap").put("platform.example.com/v1", "Widget");
        var paths = new ArrayList<String>();
        orphans.properties().forEach(owner -> {
            String name = "orphan-of-a-" + owner.getValue().asText().toLowerCase(java.util.Locale.ROOT);
            ObjectNode orphan = Made.object("ConfigMap", name);
            orphan.withObject("/metadata")
                    .putArray("ownerReferences")
                    .addObject()
                    .put("apiVersion", owner.getKey())
                    .put("kind", owner.getValue().asText())
                    .put("name", "gone")
                    .put("uid", UUID.randomUUID().toString());
            target.api().post(CONFIG_MAPS, orphan);
            paths.add(CONFIG_MAPS + "/" + name);
        });
        eventually("orphans", false, () -> paths.stream().anyMatch(target.api()::answers));
    }

    /** Every owner that an object names is here under this very uid. */
    void ownersAreAlive() {
        var uids = new HashMap<String, String>();
        var owned = new ArrayList<KubeObject>();
        try (LiveSource live =
                LiveCluster.open(new KubeAccess(Optional.of(target.kubeconfig()), Optional.empty(), "live"))) {
            for (ResourceKind kind : live.kinds().all()) {
                if (kind.verbs().contains("list")) {
                    var _ = live.read(kind, Selection.ALL, object -> {
                        uids.put(object.uid(), object.name());
                        if (object.tree().at("/metadata").has("ownerReferences")) {
                            owned.add(object);
                        }
                    });
                }
            }
        }
        assertThat(owned).hasSizeGreaterThan(100);
        for (KubeObject object : owned) {
            for (JsonNode owner : object.tree().at("/metadata/ownerReferences")) {
                assertThat(uids)
                        .as(object.key().toString())
                        .containsEntry(
                                owner.path("uid").asText(), owner.path("name").asText());
            }
        }
    }

    private static Instant scheduled(JsonNode job) {
        return Instant.parse(job.at("/metadata/annotations")
                .path("batch.kubernetes.io/cronjob-scheduled-timestamp")
                .asText());
    }

    private static Instant created(JsonNode object) {
        return Instant.parse(object.at("/metadata/creationTimestamp").asText());
    }

    private static Optional<String> owner(JsonNode object) {
        return Optional.of(object.at("/metadata/ownerReferences/0/name").asText())
                .filter(name -> !name.isEmpty());
    }

    private static List<JsonNode> items(ControlPlane cluster, String path) {
        return cluster.api().get(path).path("items").valueStream().toList();
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText();
    }

    private static <T> void eventually(String what, T wanted, Supplier<T> actual) {
        Wait.until(
                PATIENCE,
                () -> actual.get().equals(wanted),
                () -> new LabException(what + ": " + actual.get() + "\nwanted: " + wanted));
    }
}
