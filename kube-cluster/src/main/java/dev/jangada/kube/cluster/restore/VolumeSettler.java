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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits until volumes and their claims are bound, and gives the volumes back their reclaim policy. What waits stands on the
 * volumes themselves ({@link VolumeBodies#RECLAIM_POLICY}), so whoever comes later can go on with it.
 */
final class VolumeSettler {

    private static final int ROUNDS_WITHOUT_ASKING = 10;
    private static final int FEW = 20;

    private final Target target;
    private final Requests requests;
    private final Throttle throttle;
    private final Duration patience;

    /**
     * A settler.
     *
     * @param patience how long the slowest pair is waited for
     */
    VolumeSettler(Target target, Requests requests, Throttle throttle, Duration patience) {
        this.target = target;
        this.requests = requests;
        this.throttle = throttle;
        this.patience = patience;
    }

    /**
     * Settles volumes.
     *
     * @param volumes names of PersistentVolumes, and what to call each; afterwards those are left whose claim is not there,
     *     and that are to be given back their policy when it is
     * @return those that are not bound in time, or cannot be given their policy, and why
     */
    <T> Map<T, Why> settle(Map<String, T> volumes) {
        var failed = new ConcurrentHashMap<T, Why>();
        var waiting = new HashMap<>(volumes);
        volumes.clear();
        Instant until = Instant.now().plus(patience);
        Optional<ResourceKind> kind = target.kind(Outgoing.VOLUME);
        var pause = new Pause();
        for (int round = 1; kind.isPresent() && !waiting.isEmpty(); round++) {
            boolean last = Instant.now().isAfter(until);
            // Most are bound within a moment; whose claim is missing is asked when only few are left.
            boolean asking = last || round > ROUNDS_WITHOUT_ASKING || waiting.size() <= FEW;
            var left = new HashMap<String, T>();
            var bound = new ArrayList<KubeObject>();
            // One that could not be created, or is gone, waits for nothing.
            var _ = target.source().read(kind.get(), only(waiting), volume -> {
                T what = waiting.get(volume.name());
                if (what == null) {
                    return;
                }
                if (isBound(volume) || !volume.tree().path("spec").has("claimRef")) {
                    bound.add(volume);
                } else if (!asking || hasClaim(volume)) {
                    left.put(volume.name(), what);
                } else if (!VolumeBodies.waiting(volume).isEmpty()) {
                    volumes.put(volume.name(), what);
                }
            });
            try (var parallel = new Parallel(throttle)) {
                bound.forEach(volume -> parallel.run(
                        0,
                        () -> putBack(kind.get(), volume)
                                .ifPresent(
                                        why -> failed.put(Objects.requireNonNull(waiting.get(volume.name())), why))));
            }
            waiting.keySet().retainAll(left.keySet());
            if (last) {
                break;
            }
            if (!waiting.isEmpty()) {
                pause.take();
            }
        }
        waiting.values().forEach(what -> failed.put(what, Why.of(RestoreMessage.NOT_BOUND)));
        return failed;
    }

    private boolean hasClaim(KubeObject volume) {
        JsonNode claimRef = volume.tree().path("spec").path("claimRef");
        return VolumeDecision.claim(target, claimRef).isPresent();
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
        String policy = VolumeBodies.waiting(volume);
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        try {
            var _ = requests.once(
                    ApiRequest.of(
                            "PATCH",
                            ResourcePath.object(kind, "", volume.name()) + Changes.MANAGER,
                            ApiRequest.MERGE_PATCH,
                            Json.bytes(VolumeBodies.settled(volume, policy))),
                    () -> target.find(kind, "", volume.name())
                            .filter(now -> VolumeBodies.waiting(now).isEmpty()));
            return Optional.empty();
        } catch (StatusFailure failure) {
            // Somebody else, the volume controller say, wrote meanwhile: it is looked at again with the others.
            return failure.status() == Refusal.CONFLICT
                    ? putBackLater(kind, volume)
                    : Optional.of(Why.of(RestoreMessage.REFUSED, failure.getMessage()));
        }
    }

    private Optional<Why> putBackLater(ResourceKind kind, KubeObject volume) {
        return target.get(kind, "", volume.name())
                .filter(now -> !now.resourceVersion().equals(volume.resourceVersion()))
                .flatMap(now -> putBack(kind, now));
    }
}
