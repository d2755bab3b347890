package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes null, empty lists and empty maps of labels and the like out of an object of Kubernetes' own. The server keeps such
 * an object as a protobuf message, which cannot tell them from what is absent. An empty object stays: a selector without
 * labels is one, and selects everything.
 */
final class Empties {

    /** Fields that hold a map of texts or amounts wherever Kubernetes has them, or a list. */
    private static final Set<String> MAPS = Set.of(
            "annotations",
            "labels",
            "limits",
            "matchLabels",
            "nodeSelector",
            "options",
            "requests",
            "volumeAttributes");

    private Empties() {}

    /**
     * Takes them out of a value and of all inside it.
     *
     * @param rules those of the value; what they call {@code as-is} is left alone
     */
    static void strip(JsonNode value, Rules rules) {
        if (rules.isAsIs()) {
            return;
        }
        if (value instanceof ObjectNode object) {
            List<String> empty = object.propertyStream()
                    .filter(field -> isEmpty(field.getKey(), field.getValue()))
                    .map(Map.Entry::getKey)
                    .filter(name -> !rules.field(name).isAsIs())
                    .toList();
            object.remove(empty);
            object.propertyStream().forEach(field -> strip(field.getValue(), rules.field(field.getKey())));
        } else if (value instanceof ArrayNode list) {
            list.forEach(item -> strip(item, rules.each()));
        }
    }

    private static boolean isEmpty(String name, JsonNode value) {
        return value.isNull() || (value.isEmpty() && (value.isArray() || (value.isObject() && MAPS.contains(name))));
    }
}
