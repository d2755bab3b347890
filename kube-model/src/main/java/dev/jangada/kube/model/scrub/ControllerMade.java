package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectKey;
import java.util.Set;

/** What a controller makes, where the owner reference says it not at all or not truly. */
final class ControllerMade {

    private static final Set<String> SLICE_CONTROLLERS =
            Set.of("endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io");

    private ControllerMade() {}

    static boolean is(GroupKind kind, JsonNode tree) {
        JsonNode metadata = tree.path("metadata");
        if (kind.equals(Kinds.ENDPOINT_SLICE)) {
            return SLICE_CONTROLLERS.contains(metadata.path("labels")
                    .path("endpointslice.kubernetes.io/managed-by")
                    .asText());
        }
        if (kind.equals(Kinds.ENDPOINTS)) {
            return isOfEndpointsController(metadata, tree.path("subsets"));
        }
        // The API's image of a pod whose manifest lies on the node.
        return kind.equals(Kinds.POD) && metadata.path("annotations").has("kubernetes.io/config.mirror");
    }

    /**
     * Whether the controller that a reference names could make the object again. A claim's owner could not: which volume
     * it is bound to, its size and its labels stand nowhere else. A StatefulSet owns its claims only so that they are
     * deleted with it ({@code persistentVolumeClaimRetentionPolicy}). The claim of a Pod's ephemeral volume alone has
     * nothing of its own.
     */
    static boolean canBeMade(GroupKind kind, ObjectKey controller) {
        return !kind.equals(Kinds.PERSISTENT_VOLUME_CLAIM)
                || controller.groupKind().equals(Kinds.POD);
    }

    /**
     * The endpoints controller marks what it makes only since Kubernetes 1.33; before, its work is known by the
     * annotation of the last trigger, or by addresses that are pods. Endpoints without an address tell nothing.
     */
    private static boolean isOfEndpointsController(JsonNode metadata, JsonNode subsets) {
        if (metadata.path("labels").has("endpoints.kubernetes.io/managed-by")
                || metadata.path("annotations").has("endpoints.kubernetes.io/last-change-trigger-time")
                || subsets.isEmpty()) {
            return true;
        }
        for (JsonNode subset : subsets) {
            for (String list : new String[] {"addresses", "notReadyAddresses"}) {
                for (JsonNode address : subset.path(list)) {
                    if (address.path("targetRef").path("kind").asText().equals("Pod")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
