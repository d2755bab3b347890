package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until volumes and their claims are bound, and gives the volumes back their reclaim policy. What waits stands on the
 * volumes themselves ({@link Bodies#RECLAIM_POLICY}), so whoever comes later can go on with it.
 */
final class VolumeSettler {

    private final Target target;
    private final Requests requests;
    private final Duration patience;

    /**
     * A settler.
     *
     * @param patience how long the slowest pair is waited for
     */
    VolumeSettler(Target target, Requests requests, Duration patience) {
        this.target = target;
        this.requests = requests;
        this.patience = patience;
    }

    /**
     * Settles volumes.
     *
     * @param volumes names of PersistentVolumes, and what to call each; one without a claim needs nothing
     * @return those that are not bound in time, or cannot be given their policy, and why
     */
    <T> Map<T, Why> settle(Map<String, T> volumes) {
        Optional<ResourceKind> kind = target.kind(Outgoing.VOLUME);
        var waiting = new HashMap<>(volumes);
        var failed = new HashMap<T, Why>();
        Instant until = Instant.now().plus(patience);
        while (kind.isPresent() && !waiting.isEmpty()) {
            var _ = target.source().read(kind.get(), only(waiting), volume -> {
                boolean claimed = volume.tree().path("spec").has("claimRef");
                if (!claimed || isBound(volume)) {
                    T what = waiting.remove(volume.name());
                    if (what != null) {
                        putBack(kind.get(), volume).ifPresent(why -> failed.put(what, why));
                    }
                }
            });
            if (waiting.isEmpty() || Instant.now().isAfter(until)) {
                break;
            }
            ObjectApplier.pause();
        }
        waiting.values().forEach(what -> failed.put(what, Why.of(RestoreMessage.NOT_BOUND)));
        return failed;
    }

    private static Selection only(Map<String, ?> names) {
        return names.size() == 1
                ? Selection.ALL.withNames(names.keySet().stream().map(Glob::of).toList(), List.of())
                : Selection.ALL;
    }

    /** Whether the volume controller has bound a volume to the claim that it names. */
    static boolean isBound(KubeObject volume) {
        JsonNode tree = volume.tree();
        return tree.path("status").path("phase").asText().equals("Bound")
                && !tree.path("spec").path("claimRef").path("uid").asText("").isEmpty();
    }

    private Optional<Why> putBack(ResourceKind kind, KubeObject volume) {
        String policy = volume.tree()
                .path("metadata")
                .path("annotations")
                .path(Bodies.RECLAIM_POLICY)
                .asText("");
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        try {
            var _ = requests.once(
                    ApiRequest.of(
                            "PATCH",
                            ResourcePath.object(kind, "", volume.name()) + Changes.MANAGER,
                            ApiRequest.MERGE_PATCH,
                            Json.bytes(Bodies.settled(volume, policy))),
                    () -> target.get(kind, "", volume.name())
                            .filter(now -> !now.tree()
                                    .path("metadata")
                                    .path("annotations")
                                    .has(Bodies.RECLAIM_POLICY)));
            return Optional.empty();
        } catch (StatusFailure failure) {
            // Somebody else, the volume controller say, wrote meanwhile: it is looked at again with the others.
            return failure.status() == 409 ? putBackLater(kind, volume) : Optional.of(DryRun.refused(failure));
        }
    }

    private Optional<Why> putBackLater(ResourceKind kind, KubeObject volume) {
        return target.get(kind, "", volume.name())
                .filter(now -> !now.resourceVersion().equals(volume.resourceVersion()))
                .flatMap(now -> putBack(kind, now));
    }
}
