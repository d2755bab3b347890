package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.scrub.OwnerReferences;
import java.util.List;
import java.util.Optional;

/** What is sent: made of what is to be there, of what the source had, and of what is there. */
final class Bodies {

    /** Says, while a volume is not yet bound, what its reclaim policy is to be. */
    static final String RECLAIM_POLICY = "jangada.dev/reclaim-policy";

    private static final String POLICY_FIELD = "persistentVolumeReclaimPolicy";

    /** What the server gives every object that is created. */
    private static final List<String> ASSIGNED = List.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "generation",
            "managedFields",
            "selfLink",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private Bodies() {}

    /**
     * An object that is created.
     *
     * @param owners its owners with their uids in the target; empty if it has none, or they come later
     * @param keepAddresses whether a Service gets the addresses that it had
     */
    static ObjectNode created(KubeObject desired, KubeObject source, List<ObjectNode> owners, boolean keepAddresses) {
        ObjectNode tree = desired.tree();
        tree.remove("status");
        tree.withObjectProperty("metadata").remove(ASSIGNED);
        own(tree, owners);
        if (keepAddresses && desired.kind().equals("Service") && desired.group().isEmpty()) {
            copy(source.tree().path("spec"), tree.path("spec"), "clusterIP", "clusterIPs");
        }
        if (desired.groupKind().equals(Outgoing.VOLUME)) {
            retain(tree);
        }
        return tree;
    }

    /** An object that takes the place of a live one. */
    static ObjectNode replacing(KubeObject desired, KubeObject live, List<ObjectNode> owners) {
        ObjectNode tree = desired.tree();
        own(tree, owners);
        JsonNode there = live.tree();
        ObjectNode metadata = tree.withObjectProperty("metadata");
        metadata.remove("managedFields");
        metadata.put("uid", live.uid()).put("resourceVersion", live.resourceVersion());
        keepSystemFinalizers(metadata, there.path("metadata").path("finalizers"));
        if (there.has("status") && !tree.has("status")) {
            // Kinds that keep no separate status would lose it.
            tree.set("status", there.path("status"));
        }
        return tree;
    }

    /** The fields that are applied; what the server keeps of its own is not among them. */
    static ObjectNode applied(KubeObject desired) {
        ObjectNode tree = desired.tree();
        OwnerReferences.remove(tree);
        return tree;
    }

    private static void own(ObjectNode tree, List<ObjectNode> owners) {
        if (!owners.isEmpty()) {
            OwnerReferences.remove(tree);
            owners.forEach(tree.withObjectProperty("metadata").putArray("ownerReferences")::add);
        }
    }

    /** A finalizer that the system has put there holds something back that would be lost without it. */
    private static void keepSystemFinalizers(ObjectNode metadata, JsonNode there) {
        for (JsonNode finalizer : there) {
            String name = finalizer.asText();
            if (!name.contains("kubernetes.io/") && name.contains("/")) {
                continue;
            }
            ArrayNode finalizers = metadata.withArrayProperty("finalizers");
            if (finalizers.valueStream().noneMatch(present -> present.asText().equals(name))) {
                finalizers.add(name);
            }
        }
    }

    /**
     * A volume that names a claim stays whatever happens until the two are bound: with the policy Delete, a mistake in
     * between would cost what is on it.
     */
    private static void retain(ObjectNode tree) {
        String policy = tree.path("spec").path(POLICY_FIELD).asText("Retain");
        if (!policy.equals("Retain")
                && tree.path("spec").has("claimRef")
                && tree.path("spec") instanceof ObjectNode spec) {
            spec.put(POLICY_FIELD, "Retain");
            tree.withObjectProperty("metadata")
                    .withObjectProperty("annotations")
                    .put(RECLAIM_POLICY, policy);
        }
    }

    /**
     * The patch that points a volume to its claim again, whoever held it before, and keeps it meanwhile.
     *
     * @param uid the claim's uid, if it exists; the volume controller gives up a claim that has been bound before and whose
     *     volume does not name that
     */
    static ObjectNode repointed(KubeObject live, JsonNode claimRef, Optional<String> uid) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", live.uid()).put("resourceVersion", live.resourceVersion());
        ObjectNode spec = patch.putObject("spec");
        spec.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", claimRef.path("namespace").asText())
                .put("name", claimRef.path("name").asText())
                .put("uid", uid.orElse(null))
                .putNull("resourceVersion");
        String policy = live.tree().path("spec").path(POLICY_FIELD).asText("Retain");
        if (!policy.equals("Retain")) {
            spec.put(POLICY_FIELD, "Retain");
            patch.withObjectProperty("metadata").putObject("annotations").put(RECLAIM_POLICY, policy);
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

    private static void copy(JsonNode from, JsonNode to, String... fields) {
        if (to instanceof ObjectNode target) {
            for (String field : fields) {
                if (from.has(field)) {
                    target.set(field, from.path(field));
                }
            }
        }
    }
}
