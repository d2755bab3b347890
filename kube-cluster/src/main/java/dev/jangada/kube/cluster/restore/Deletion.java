package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.scrub.SourceOwners;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** What must be seen to before something is deleted: that nothing is lost with it. */
final class Deletion {

    /** How long what was deleted inside is waited for; finalizers and the garbage collector take their time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Target target;
    private final Requests requests;

    Deletion(Target target, Requests requests) {
        this.target = target;
        this.requests = requests;
    }

    /**
     * Makes an object ready to be deleted: the volume that it is, or that a claim is bound to, will be kept whatever its
     * reclaim policy says.
     *
     * @return the object as it is now
     */
    KubeObject prepared(ResourceKind kind, KubeObject object) throws StatusFailure {
        if (kind.groupKind().equals(Outgoing.VOLUME)) {
            return retained(kind, object);
        }
        if (kind.groupKind().equals(Outgoing.CLAIM)) {
            String volume = object.tree().path("spec").path("volumeName").asText("");
            Optional<ResourceKind> volumes = target.kind(Outgoing.VOLUME);
            if (!volume.isEmpty() && volumes.isPresent()) {
                Optional<KubeObject> found = target.get(volumes.get(), "", volume);
                if (found.isPresent()) {
                    retained(volumes.get(), found.get());
                }
            }
        }
        return object;
    }

    private KubeObject retained(ResourceKind kind, KubeObject volume) throws StatusFailure {
        String policy =
                volume.tree().path("spec").path("persistentVolumeReclaimPolicy").asText("Retain");
        if (policy.equals("Retain")) {
            return volume;
        }
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", volume.uid());
        patch.putObject("spec").put("persistentVolumeReclaimPolicy", "Retain");
        return requests.repeatable(ApiRequest.of(
                                "PATCH",
                                ResourcePath.object(kind, "", volume.name()) + Changes.MANAGER,
                                ApiRequest.MERGE_PATCH,
                                Json.bytes(patch))
                        .answeredWhole())
                .object();
    }

    /** An object in a namespace, or of a definition's kind, that is not to be deleted with it; empty if there is none. */
    Optional<ObjectKey> inside(KubeObject container) {
        if (container.groupKind().equals(KindPlanner.NAMESPACE)) {
            Selection within = Selection.ALL.withNamespaces(List.of(Glob.of(container.name())), List.of());
            return awaited(
                    target.source().kinds().all().stream()
                            .filter(ResourceKind::namespaced)
                            .toList(),
                    within);
        }
        if (container.groupKind().equals(KindPlanner.DEFINITION)) {
            return Definitions.kind(container)
                    .flatMap(defined -> target.kind(defined.groupKind()))
                    .flatMap(kind -> awaited(List.of(kind), Selection.ALL));
        }
        return Optional.empty();
    }

    private Optional<ObjectKey> awaited(List<ResourceKind> kinds, Selection selection) {
        Instant until = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<ObjectKey> found = kinds.stream()
                    .flatMap(kind -> first(kind, selection).stream())
                    .findFirst();
            if (found.isEmpty() || Instant.now().isAfter(until)) {
                return found;
            }
            ObjectApplier.pause();
        }
    }

    private Optional<ObjectKey> first(ResourceKind kind, Selection selection) {
        Scrub scrub = new Scrub(Scrub.Level.GUIDE, true, true, true);
        var scrubber = new Scrubber(scrub, new SourceOwners(target.source(), scrub, _ -> true));
        var found = new ObjectKey[1];
        try {
            var _ = target.source().read(kind, selection, object -> {
                if (scrubber.apply(object) instanceof Scrubber.Kept) {
                    found[0] = object.key();
                    throw new CancellationException("one is enough");
                }
            });
        } catch (CancellationException e) {
            if (found[0] == null) {
                throw e;
            }
        }
        return Optional.ofNullable(found[0]);
    }
}
