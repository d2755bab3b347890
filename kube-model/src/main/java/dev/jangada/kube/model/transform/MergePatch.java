package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** JSON Merge Patch, RFC 7386: null takes a field away, maps are merged, everything else replaces. */
final class MergePatch {

    private MergePatch() {}

    /** Changes the target in place. */
    static void apply(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            switch (entry.getValue()) {
                case ObjectNode inside -> {
                    // A new map too goes through the merge, so that the nulls in it do not end up in the object.
                    ObjectNode into = target.get(name) instanceof ObjectNode present ? present : target.putObject(name);
                    apply(into, inside);
                }
                case JsonNode nothing when nothing.isNull() -> target.remove(name);
                case JsonNode value -> target.set(name, value.deepCopy());
            }
        }
    }
}
