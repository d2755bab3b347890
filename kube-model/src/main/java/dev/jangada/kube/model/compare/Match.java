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

    private static final Match NAME = new Match(How.ORDERED_KEY, List.of("name"));

    /** By the field {@code name} where there is no rule: lists of custom resources have such items, and their order counts. */
    Match orByName() {
        return how == How.INDEX ? NAME : this;
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

    /** Where in the list the item of each key stands, in the list's order; empty if the keys do not tell them apart. */
    Optional<Map<String, Integer>> byKey(ArrayNode list) {
        var items = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < list.size(); i++) {
            String key = how == How.SET ? Fingerprint.text(list.get(i)) : keyOf(list.get(i));
            if (key.isEmpty() || (items.put(key, i) != null && how != How.SET)) {
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }
}
