package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.cluster.restore.Requests.Done;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.util.List;
import java.util.Optional;

/** Changes objects that exist, or tries to. */
final class Changes {

    /** By this name the server knows whose a field is. */
    static final String MANAGER = "?fieldManager=" + AsRestored.MANAGER;

    private final Requests requests;
    private final RestoreOptions options;
    private final String query;
    private final Look look;

    /** Looks into the target. */
    interface Look {

        /** The live object, if it is as a change whose answer was lost makes it. */
        Optional<KubeObject> changed(How how, ResourceKind kind, KubeObject desired) throws StatusFailure;

        /** The claim of the name that a volume's reference has. */
        Optional<KubeObject> claim(JsonNode claimRef) throws StatusFailure;
    }

    /**
     * Changes.
     *
     * @param more further parameters of the query, each with its ampersand
     */
    Changes(Requests requests, RestoreOptions options, String more, Look look) {
        this.requests = requests;
        this.options = options;
        this.query = MANAGER + more;
        this.look = look;
    }

    /** Changes an object in any of the ways that need one request. */
    Done change(How how, ResourceKind kind, KubeObject desired, KubeObject live, Owners owners) throws StatusFailure {
        return switch (how) {
            case MERGE -> merge(kind, desired, live, owners);
            case REPLACE, RECREATE -> replace(kind, desired, live, owners);
            case NODE ->
                patch(how, kind, desired, nodePatch(desired.tree(), live, options.existing() != Existing.SKIP));
            case REPOINT -> patch(how, kind, desired, repointed(desired, live));
        };
    }

    private Done merge(ResourceKind kind, KubeObject desired, KubeObject live, Owners owners) throws StatusFailure {
        String force = options.has(Choice.FORCE_CONFLICTS) ? "&force=true" : "";
        ObjectNode body = Bodies.applied(desired, live, owners, isBound(live));
        return requests.repeatable(
                ApiRequest.of("PATCH", path(kind, desired) + force, ApiRequest.APPLY_PATCH, Json.bytes(body)));
    }

    private Done replace(ResourceKind kind, KubeObject desired, KubeObject live, Owners owners) throws StatusFailure {
        byte[] body = Json.bytes(Bodies.replacing(desired, live, owners, isBound(live)));
        return requests.once(
                ApiRequest.of("PUT", path(kind, desired), ApiClient.JSON, body),
                () -> look.changed(How.REPLACE, kind, desired));
    }

    /** Whether an object is a volume whose claim lives. */
    private boolean isBound(KubeObject live) throws StatusFailure {
        if (!live.groupKind().equals(Outgoing.VOLUME)) {
            return false;
        }
        JsonNode held = live.tree().path("spec").path("claimRef");
        String uid = held.path("uid").asText("");
        return !uid.isEmpty()
                && look.claim(held).filter(claim -> claim.uid().equals(uid)).isPresent();
    }

    private Done patch(How how, ResourceKind kind, KubeObject desired, ObjectNode patch) throws StatusFailure {
        return requests.once(
                ApiRequest.of("PATCH", path(kind, desired), ApiRequest.MERGE_PATCH, Json.bytes(patch)),
                () -> look.changed(how, kind, desired));
    }

    private ObjectNode repointed(KubeObject desired, KubeObject live) throws StatusFailure {
        JsonNode claimRef = desired.tree().path("spec").path("claimRef");
        return VolumeBodies.repointed(live, claimRef, look.claim(claimRef).map(KubeObject::uid));
    }

    private String path(ResourceKind kind, KubeObject object) {
        return ResourcePath.object(kind, object.namespace(), object.name()) + query;
    }

    /** Whether {@link #nodePatch} would change anything. */
    static boolean adds(KubeObject desired, KubeObject live, boolean overwrite) {
        ObjectNode patch = nodePatch(desired.tree(), live, overwrite);
        JsonNode metadata = patch.path("metadata");
        return patch.has("spec")
                || List.of("labels", "annotations").stream()
                        .anyMatch(map -> metadata.path(map).properties().stream()
                                .anyMatch(field -> !field.getValue()
                                        .equals(live.tree()
                                                .path("metadata")
                                                .path(map)
                                                .path(field.getKey()))));
    }

    /** Adds what a Node does not have; what it has otherwise changes only where that is wanted. */
    static ObjectNode nodePatch(ObjectNode desired, KubeObject live, boolean overwrite) {
        JsonNode there = live.tree();
        ObjectNode patch = Json.object();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("uid", live.uid()).put("resourceVersion", live.resourceVersion());
        for (String map : List.of("labels", "annotations")) {
            ObjectNode added = metadata.putObject(map);
            desired.path("metadata").path(map).properties().forEach(field -> {
                if (overwrite || !there.path("metadata").path(map).has(field.getKey())) {
                    added.set(field.getKey(), field.getValue());
                }
            });
        }
        ArrayNode taints = Json.object().putArray("taints");
        there.path("spec").path("taints").forEach(taints::add);
        int before = taints.size();
        desired.path("spec").path("taints").forEach(taint -> {
            boolean present = taints.valueStream()
                    .anyMatch(other -> other.path("key").equals(taint.path("key"))
                            && other.path("effect").equals(taint.path("effect")));
            if (!present) {
                taints.add(taint);
            }
        });
        if (taints.size() > before) {
            patch.putObject("spec").set("taints", taints);
        }
        return patch;
    }
}
