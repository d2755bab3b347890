package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.problem.Problem;
import java.util.List;

/** What a rule does to an object. */
sealed interface Change {

    /**
     * Changes a tree in place.
     *
     * @param kind the object's kind
     * @return whether the change is to be; if not, a test of its own said so and the tree must not be used
     * @throws Problem if it cannot be made
     */
    boolean make(GroupKind kind, ObjectNode tree);

    /** Operations of a JSON Patch. */
    record Operations(JsonPatch patch) implements Change {
        @Override
        public boolean make(GroupKind kind, ObjectNode tree) {
            return patch.apply(tree);
        }
    }

    /** JSON Merge Patches, one after the other. */
    record Merge(List<ObjectNode> patches) implements Change {
        @Override
        public boolean make(GroupKind kind, ObjectNode tree) {
            patches.forEach(patch -> MergePatch.apply(tree, patch));
            return true;
        }
    }

    /** Strategic merge patches, one after the other. */
    record Strategic(List<ObjectNode> patches) implements Change {
        @Override
        public boolean make(GroupKind kind, ObjectNode tree) {
            patches.forEach(patch -> StrategicMerge.apply(kind, tree, patch));
            return true;
        }
    }
}
