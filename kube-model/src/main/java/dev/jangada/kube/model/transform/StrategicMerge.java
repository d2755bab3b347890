package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Kubernetes' strategic merge patch (k8s.io/apimachinery/pkg/util/strategicpatch), with its directives {@code $patch},
 * {@code $deleteFromPrimitiveList} and {@code $retainKeys}. {@code $setElementOrder}, which tools write and people do
 * not, is passed over.
 */
final class StrategicMerge {

    static final String DIRECTIVE = "$patch";
    private static final String RETAIN_KEYS = "$retainKeys";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    private static final String ELEMENT_ORDER = "$setElementOrder/";

    private StrategicMerge() {}

    /**
     * Changes an object in place.
     *
     * @throws Problem if the kind is a custom one, or the patch does not fit the object
     */
    static void apply(GroupKind kind, ObjectNode tree, ObjectNode patch) {
        MergeKeys keys =
                MergeKeys.of(kind).orElseThrow(() -> new Problem(ExitCode.FAILED, TransformMessage.NO_STRATEGY, kind));
        merge(tree, patch, keys);
    }

    /** Merges a patch into a map. */
    static void merge(ObjectNode original, ObjectNode patch, MergeKeys keys) {
        JsonNode directive = patch.path(DIRECTIVE);
        if (!directive.isMissingNode()) {
            original.removeAll();
            switch (directive.asText()) {
                case "replace" -> {
                    ObjectNode all = patch.deepCopy();
                    all.remove(DIRECTIVE);
                    original.setAll(all);
                }
                case "delete" -> {
                    // Nothing is left.
                }
                default -> throw new Problem(ExitCode.FAILED, TransformMessage.BAD_DIRECTIVE, DIRECTIVE);
            }
            return;
        }
        retainKeys(original, patch);
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            if (name.startsWith(DELETE_FROM)) {
                deleteFrom(original, name.substring(DELETE_FROM.length()), entry.getValue());
            } else if (!name.equals(RETAIN_KEYS) && !name.startsWith(ELEMENT_ORDER)) {
                mergeField(original, name, entry.getValue(), keys.field(name));
            }
        }
    }

    private static void mergeField(ObjectNode original, String name, JsonNode patch, MergeKeys keys) {
        JsonNode before = original.path(name);
        if (patch.isNull()) {
            original.remove(name);
        } else if (before instanceof ObjectNode map && patch instanceof ObjectNode changes) {
            if (keys.strategy() == MergeKeys.Strategy.REPLACE) {
                original.set(name, plain(changes));
            } else {
                merge(map, changes, keys);
            }
        } else if (before instanceof ArrayNode list
                && patch instanceof ArrayNode changes
                && keys.strategy() == MergeKeys.Strategy.MERGE) {
            original.set(name, StrategicList.merge(name, list, changes, keys));
        } else if (patch.has(DIRECTIVE)) {
            // A directive for a map that is not there: there is nothing to delete, and nothing to put in its place.
            original.remove(name);
        } else {
            original.set(name, plain(patch));
        }
    }

    /**
     * A value of a patch as it is set: without nulls, which mean absence, and without directives. A map with a directive
     * for what is not there is not set at all.
     */
    static JsonNode plain(JsonNode patch) {
        JsonNode copy = patch.deepCopy();
        strip(copy, map -> map.has(DIRECTIVE));
        return copy;
    }

    /** The same for a new item of a list, in which Kubernetes keeps the maps that were to replace something. */
    static JsonNode plainItem(JsonNode patch) {
        JsonNode copy = patch.deepCopy();
        strip(copy, map -> map.path(DIRECTIVE).asText().equals("delete"));
        return copy;
    }

    private static void strip(JsonNode value, Predicate<JsonNode> isGone) {
        switch (value) {
            case ObjectNode map -> {
                map.removeIf(field -> field.isNull() || isGone.test(field));
                map.remove(List.of(RETAIN_KEYS, DIRECTIVE));
            }
            case ArrayNode list -> list.removeIf(isGone);
            default -> {
                // A plain value is what it is.
            }
        }
        value.forEach(inside -> strip(inside, isGone));
    }

    private static void retainKeys(ObjectNode original, ObjectNode patch) {
        JsonNode retained = patch.path(RETAIN_KEYS);
        if (retained.isMissingNode()) {
            return;
        }
        List<String> names = retained.valueStream().map(JsonNode::asText).toList();
        boolean fits = retained.isArray()
                && patch.propertyStream()
                        .allMatch(entry -> entry.getKey().startsWith("$")
                                || entry.getValue().isNull()
                                || names.contains(entry.getKey()));
        if (!fits) {
            throw new Problem(ExitCode.FAILED, TransformMessage.BAD_DIRECTIVE, RETAIN_KEYS);
        }
        original.retain(names);
    }

    private static void deleteFrom(ObjectNode original, String name, JsonNode values) {
        if (!values.isArray()) {
            throw new Problem(ExitCode.FAILED, TransformMessage.BAD_DIRECTIVE, DELETE_FROM + name);
        }
        if (original.path(name) instanceof ArrayNode list) {
            list.removeIf(item -> values.valueStream().anyMatch(value -> JsonPatch.compare(value, item) == 0));
        }
    }
}
