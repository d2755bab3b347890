package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the items of a list are matched with those of another.
 *
 * @param how by what
 * @param fields the fields that make items the same, where it is by key; a field of a field is written with a dot
 */
record Match(How how, List<String> fields) {

    /** The first with the first, the second with the second. */
    static final Match INDEX = new Match(How.INDEX, List.of());

    enum How {
        INDEX,
        SET,
        KEY,
        ORDERED_KEY
    }

    boolean byKey() {
        return how == How.KEY || how == How.ORDERED_KEY;
    }

    /** The list in the order that does not count. */
    ArrayNode sorted(ArrayNode list) {
        if (list.size() < 2 || how == How.INDEX || how == How.ORDERED_KEY) {
            return list;
        }
        var items = new ArrayList<JsonNode>();
        list.forEach(items::add);
        items.sort(Comparator.comparing(item -> how == How.SET ? Fingerprint.text(item) : keyOf(item)));
        return list.removeAll().addAll(items);
    }

    /** The key of an item, as paths show it: {@code name=web}, or {@code port=80,protocol=UDP}. */
    String keyOf(JsonNode item) {
        var key = new StringBuilder();
        for (String field : fields) {
            JsonNode value = item;
            for (String step : field.split("\\.", -1)) {
                value = value.path(step);
            }
            if (!value.isMissingNode()) {
                key.append(key.isEmpty() ? "" : ",")
                        .append(field)
                        .append('=')
                        .append(value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return key.toString();
    }

    /** The items by their keys, in the list's order; empty if the keys do not tell them apart. */
    Optional<Map<String, JsonNode>> byKey(ArrayNode list) {
        var items = new LinkedHashMap<String, JsonNode>();
        for (JsonNode item : list) {
            String key = how == How.SET ? Fingerprint.text(item) : keyOf(item);
            if (key.isEmpty() || (items.put(key, item) != null && how != How.SET)) {
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }
}
