package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sees to it that volumes outlive what is deleted: their reclaim policy becomes Retain before that. */
final class KeptVolumes {

    /** Owners of owners beyond this are a circle. */
    private static final int DEEPEST = 4;

    private final Target target;
    private final Requests requests;

    KeptVolumes(Target target, Requests requests) {
        this.target = target;
        this.requests = requests;
    }

    /** Keeps the volume that an object is, or is bound to if it is a claim. */
    void keep(ResourceKind kind, KubeObject object) throws StatusFailure {
        if (kind.groupKind().equals(Outgoing.VOLUME)) {
            keep(object);
        } else if (kind.groupKind().equals(Outgoing.CLAIM)) {
            keepOf(object);
        }
    }

    /** Keeps the volumes of the claims that would be collected with an object because it owns them, or what owns them. */
    void keepOwned(KubeObject owner) throws StatusFailure {
        Optional<ResourceKind> claims = target.kind(Outgoing.CLAIM);
        if (claims.isEmpty() || owner.namespace().isEmpty()) {
            return;
        }
        var owned = new ArrayList<KubeObject>();
        var _ = target.source()
                .read(
                        claims.get(),
                        Selection.ALL.withNamespaces(List.of(Glob.of(owner.namespace())), List.of()),
                        claim -> {
                            if (claim.tree().path("metadata").has("ownerReferences")) {
                                owned.add(claim);
                            }
                        });
        for (KubeObject claim : owned) {
            if (isOwned(claim, owner.uid(), 0)) {
                keepOf(claim);
            }
        }
    }

    private boolean isOwned(KubeObject object, String uid, int depth) throws StatusFailure {
        for (JsonNode reference : object.tree().path("metadata").path("ownerReferences")) {
            if (reference.path("uid").asText().equals(uid)) {
                return true;
            }
            String apiVersion = reference.path("apiVersion").asText();
            int slash = apiVersion.indexOf('/');
            var kind = new GroupKind(
                    slash < 0 ? "" : apiVersion.substring(0, slash),
                    reference.path("kind").asText());
            Optional<ResourceKind> served = target.kind(kind);
            if (served.isPresent() && depth < DEEPEST) {
                Optional<KubeObject> owner = target.find(
                        served.get(),
                        served.get().namespaced() ? object.namespace() : "",
                        reference.path("name").asText());
                if (owner.isPresent() && isOwned(owner.get(), uid, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void keepOf(KubeObject claim) throws StatusFailure {
        String volume = claim.tree().path("spec").path("volumeName").asText("");
        Optional<ResourceKind> volumes = target.kind(Outgoing.VOLUME);
        if (!volume.isEmpty() && volumes.isPresent()) {
            Optional<KubeObject> found = target.find(volumes.get(), "", volume);
            if (found.isPresent()) {
                keep(found.get());
            }
        }
    }

    private void keep(KubeObject volume) throws StatusFailure {
        Optional<ObjectNode> patch = VolumeBodies.kept(volume);
        Optional<ResourceKind> volumes = target.kind(Outgoing.VOLUME);
        if (patch.isPresent() && volumes.isPresent()) {
            var _ = requests.repeatable(ApiRequest.of(
                    "PATCH",
                    ResourcePath.object(volumes.get(), "", volume.name()) + Changes.MANAGER,
                    ApiRequest.MERGE_PATCH,
                    Json.bytes(patch.get())));
        }
    }
}
