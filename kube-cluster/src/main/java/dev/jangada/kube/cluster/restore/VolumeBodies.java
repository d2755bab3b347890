package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.scrub.VolumeFinalizers;
import java.util.List;
import java.util.Optional;

/**
 * What is sent of volumes and claims. A volume whose reclaim policy is Delete, and that names a claim by a uid which does
 * not exist, is deleted with all that is on it: so no volume is ever written with the uid of another time, and until a
 * volume is bound its policy is Retain.
 */
final class VolumeBodies {

    /** Says, while a volume is kept, what its reclaim policy is to be when it is bound. */
    static final String RECLAIM_POLICY = "jangada.dev/reclaim-policy";

    private static final String POLICY_FIELD = "persistentVolumeReclaimPolicy";
    private static final String RETAIN = "Retain";

    /** By these the volume controller knows that it has bound a claim; a claim with them is never bound again. */
    private static final List<String> BINDING =
            List.of("pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller");

    private VolumeBodies() {}

    /**
     * Makes a volume ready to be created.
     *
     * @param claim the uid of the claim that waits for it in the target: one that was bound before is given up by the
     *     volume controller if its volume does not name that
     */
    static void created(ObjectNode tree, Optional<String> claim) {
        if (tree.path("spec").path("claimRef") instanceof ObjectNode reference) {
            reference.remove(List.of("uid", "resourceVersion"));
            claim.ifPresent(uid -> reference.put("uid", uid));
            retain(tree);
        }
    }

    /** Makes a claim ready to be created. */
    static void unbind(ObjectNode claim) {
        if (claim.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(BINDING);
        }
    }

    /**
     * Makes a volume ready to take the place of a live one. The reference to the claim that is bound stays whole: without
     * its uid the volume controller would give the claim up.
     */
    static void replacing(ObjectNode tree, JsonNode live, boolean bound) {
        JsonNode held = live.path("spec").path("claimRef");
        JsonNode wanted = tree.path("spec").path("claimRef");
        if (isSameClaim(held, wanted) && tree.path("spec") instanceof ObjectNode spec) {
            spec.set("claimRef", held);
        } else if (wanted instanceof ObjectNode reference) {
            reference.remove(List.of("uid", "resourceVersion"));
        }
        if (!bound && tree.path("spec").has("claimRef")) {
            retain(tree);
        }
    }

    static boolean isSameClaim(JsonNode one, JsonNode other) {
        return one.isObject()
                && one.path("namespace").equals(other.path("namespace"))
                && one.path("name").equals(other.path("name"));
    }

    /**
     * A volume that names a claim stays whatever happens until the two are bound: with the policy Delete, a mistake in
     * between would cost what is on it.
     */
    private static void retain(ObjectNode tree) {
        String policy = policy(tree);
        if (!policy.equals(RETAIN) && tree.path("spec") instanceof ObjectNode spec) {
            spec.put(POLICY_FIELD, RETAIN);
            tree.withObjectProperty("metadata")
                    .withObjectProperty("annotations")
                    .put(RECLAIM_POLICY, policy);
        }
    }

    private static String policy(JsonNode volume) {
        return volume.path("spec").path(POLICY_FIELD).asText(RETAIN);
    }

    /** The patch after which a volume is kept whatever happens to its claim; empty if it is kept already. */
    static Optional<ObjectNode> kept(KubeObject volume) {
        String policy = policy(volume.tree());
        if (policy.equals(RETAIN)) {
            return Optional.empty();
        }
        ObjectNode patch = Json.object();
        ObjectNode metadata = patch.putObject("metadata").put("uid", volume.uid());
        metadata.putObject("annotations").put(RECLAIM_POLICY, policy);
        patch.putObject("spec").put(POLICY_FIELD, RETAIN);
        return Optional.of(patch);
    }

    /**
     * The patch that points a volume to its claim again, whoever held it before, and keeps it meanwhile.
     *
     * @param uid the claim's uid, if it exists
     */
    static ObjectNode repointed(KubeObject live, JsonNode claimRef, Optional<String> uid) {
        ObjectNode patch = Json.object();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("uid", live.uid()).put("resourceVersion", live.resourceVersion());
        ObjectNode spec = patch.putObject("spec");
        spec.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", claimRef.path("namespace").asText())
                .put("name", claimRef.path("name").asText())
                .put("uid", uid.orElse(null))
                .putNull("resourceVersion");
        String policy = policy(live.tree());
        if (!policy.equals(RETAIN)) {
            spec.put(POLICY_FIELD, RETAIN);
            metadata.putObject("annotations").put(RECLAIM_POLICY, policy);
        }
        return patch;
    }

    /** The patch that gives a volume, now bound, the policy that it is to have. */
    static ObjectNode settled(KubeObject volume, String policy) {
        ObjectNode patch = Json.object();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("uid", volume.uid()).put("resourceVersion", volume.resourceVersion());
        metadata.putObject("annotations").putNull(RECLAIM_POLICY);
        patch.putObject("spec").put(POLICY_FIELD, policy);
        return patch;
    }

    /** The policy that a volume is to have when it is bound; empty if it has it. */
    static String waiting(KubeObject volume) {
        return volume.tree()
                .path("metadata")
                .path("annotations")
                .path(RECLAIM_POLICY)
                .asText("");
    }

    /**
     * A volume as it will be when it is bound, without the finalizers that provisioners put on every volume that is theirs:
     * so that what is written and what is found can be compared.
     */
    static KubeObject plain(KubeObject volume) {
        ObjectNode tree = volume.tree();
        String policy = waiting(volume);
        if (tree.path("metadata") instanceof ObjectNode metadata) {
            if (metadata.path("annotations") instanceof ObjectNode annotations) {
                annotations.remove(RECLAIM_POLICY);
                dropEmpty(metadata, "annotations");
            }
        }
        VolumeFinalizers.remove(tree);
        if (!policy.isEmpty()) {
            tree.withObjectProperty("spec").put(POLICY_FIELD, policy);
        }
        return KubeObject.of(tree);
    }

    private static void dropEmpty(ObjectNode metadata, String field) {
        if (metadata.path(field).isEmpty()) {
            metadata.remove(field);
        }
    }
}
