package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.scrub.JobSelector;
import dev.jangada.kube.model.scrub.OwnerReferences;
import dev.jangada.kube.model.scrub.VolumeFinalizers;
import java.util.List;
import java.util.Optional;

/** What is sent: made of what is to be there, of what the source had, and of what is there. */
final class Bodies {

    private static final GroupKind JOB = new GroupKind("batch", "Job");

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
     * @param owners its owners with their uids in the target
     * @param keepAddresses whether a Service gets the addresses that it had
     * @param claim for a volume, the uid of the claim that waits for it in the target
     */
    static ObjectNode created(
            KubeObject desired, KubeObject source, Owners owners, boolean keepAddresses, Optional<String> claim) {
        ObjectNode tree = desired.tree();
        tree.remove("status");
        tree.withObjectProperty("metadata").remove(ASSIGNED);
        own(tree, owners);
        if (keepAddresses && desired.kind().equals("Service") && desired.group().isEmpty()) {
            copy(source.tree().path("spec"), tree.path("spec"), "clusterIP", "clusterIPs");
        }
        if (desired.groupKind().equals(JOB)) {
            // Also of one that is put back as it was: the server takes no uid but its new one.
            JobSelector.remove(tree);
        }
        if (desired.groupKind().equals(Outgoing.VOLUME)) {
            VolumeBodies.created(tree, claim);
        } else if (desired.groupKind().equals(Outgoing.CLAIM)) {
            VolumeBodies.unbind(tree);
        }
        return tree;
    }

    /**
     * An object that takes the place of a live one.
     *
     * @param bound whether it is a volume that a claim that lives is bound to
     */
    static ObjectNode replacing(KubeObject desired, KubeObject live, Owners owners, boolean bound) {
        ObjectNode tree = desired.tree();
        own(tree, owners);
        JsonNode there = live.tree();
        ObjectNode metadata = tree.withObjectProperty("metadata");
        metadata.remove(ASSIGNED);
        metadata.put("uid", live.uid()).put("resourceVersion", live.resourceVersion());
        keepSystemFinalizers(metadata, there.path("metadata").path("finalizers"));
        if (there.has("status")) {
            // Kinds that keep no separate status would lose it.
            tree.set("status", there.path("status"));
        }
        if (desired.groupKind().equals(Outgoing.VOLUME)) {
            VolumeBodies.replacing(tree, there, bound);
        }
        return tree;
    }

    /** The fields that are applied to a live object, and to no other that has taken its name meanwhile. */
    static ObjectNode applied(KubeObject desired, KubeObject live, Owners owners, boolean bound) {
        ObjectNode tree = desired.tree();
        OwnerReferences.remove(tree);
        ObjectNode metadata = tree.withObjectProperty("metadata");
        metadata.put("uid", live.uid());
        if (!owners.references().isEmpty()) {
            owners.references().forEach(metadata.putArray("ownerReferences")::add);
        }
        if (desired.groupKind().equals(Outgoing.VOLUME)) {
            VolumeBodies.replacing(tree, live.tree(), bound);
        }
        return tree;
    }

    /** The annotation gives way to the references only when it says nothing that they do not. */
    private static void own(ObjectNode tree, Owners owners) {
        ObjectNode metadata = tree.withObjectProperty("metadata");
        metadata.remove("ownerReferences");
        if (!owners.references().isEmpty()) {
            if (owners.missing().isEmpty()) {
                OwnerReferences.remove(tree);
            }
            owners.references().forEach(metadata.putArray("ownerReferences")::add);
        }
    }

    /** A finalizer that the system has put there holds something back that would be lost without it. */
    private static void keepSystemFinalizers(ObjectNode metadata, JsonNode there) {
        for (JsonNode finalizer : there) {
            String name = finalizer.asText();
            boolean systems = name.contains("kubernetes.io/") || !name.contains("/") || VolumeFinalizers.contain(name);
            if (!systems) {
                continue;
            }
            ArrayNode finalizers = metadata.withArrayProperty("finalizers");
            if (finalizers.valueStream().noneMatch(present -> present.asText().equals(name))) {
                finalizers.add(name);
            }
        }
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
