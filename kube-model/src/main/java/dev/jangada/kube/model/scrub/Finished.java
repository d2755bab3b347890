package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;

/**
 * Whether a Job or a Pod has ended. The status that says so does not travel, so a mark is left in its place: applied
 * elsewhere the object would run again, and whoever restores must be able to tell.
 */
final class Finished {

    private Finished() {}

    /** Whether it has ended; leaves the mark if so. */
    static boolean mark(GroupKind kind, ObjectNode tree) {
        JsonNode annotations = tree.path("metadata").path("annotations");
        if (annotations.has(Scrubber.FINISHED)) {
            return true;
        }
        String how = kind.equals(Kinds.JOB) ? ofJob(tree) : ofPod(tree);
        if (how.isEmpty() || !(tree.path("metadata") instanceof ObjectNode metadata)) {
            return false;
        }
        MetadataFields.annotate(metadata, Scrubber.FINISHED, how);
        return true;
    }

    private static String ofJob(JsonNode tree) {
        for (JsonNode condition : tree.path("status").path("conditions")) {
            String type = condition.path("type").asText();
            if ((type.equals("Complete") || type.equals("Failed"))
                    && condition.path("status").asText().equals("True")) {
                return type;
            }
        }
        return "";
    }

    private static String ofPod(JsonNode tree) {
        String phase = tree.path("status").path("phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed") ? phase : "";
    }
}
