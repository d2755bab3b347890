package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A list that a strategic merge patch merges: items that are the same are merged, others added. What the patch names
 * stands in the patch's order, the rest in the list's, and the two are woven together along the list's order.
 */
final class StrategicList {

    private final String name;
    private final String key;

    private StrategicList(String name, String key) {
        this.name = name;
        this.key = key;
    }

    /**
     * The merged list.
     *
     * @param name the list's, to name it in a problem
     * @param keys how its items are told apart, and how their fields are treated
     */
    static ArrayNode merge(String name, ArrayNode list, ArrayNode patch, MergeKeys keys) {
        var merged = new StrategicList(name, keys.key()).merged(items(list), items(patch), keys);
        return Json.mapper().createArrayNode().addAll(merged);
    }

    private static List<JsonNode> items(ArrayNode list) {
        return new ArrayList<>(list.valueStream().toList());
    }

    private List<JsonNode> merged(List<JsonNode> list, List<JsonNode> patch, MergeKeys keys) {
        boolean replace = false;
        var order = new ArrayList<JsonNode>();
        for (JsonNode item : patch) {
            switch (item.path(StrategicMerge.DIRECTIVE).asText()) {
                case "" -> order.add(item);
                case "delete" -> list.removeIf(other -> isSame(item, other));
                case "replace" -> replace = true;
                default -> throw new Problem(ExitCode.FAILED, TransformMessage.BAD_DIRECTIVE, StrategicMerge.DIRECTIVE);
            }
        }
        if (replace) {
            return order.stream().map(StrategicMerge::plainItem).toList();
        }
        var all = new ArrayList<JsonNode>();
        for (JsonNode item : list) {
            if (!key.isEmpty() || index(all, item) < 0) {
                all.add(item);
            }
        }
        for (JsonNode item : order) {
            int at = index(all, item);
            if (at < 0) {
                all.add(StrategicMerge.plainItem(item));
            } else if (all.get(at) instanceof ObjectNode before && item instanceof ObjectNode changes) {
                StrategicMerge.merge(before, changes, keys);
            }
        }
        return woven(all, order, list);
    }

    private List<JsonNode> woven(List<JsonNode> all, List<JsonNode> patchOrder, List<JsonNode> listOrder) {
        List<JsonNode> named = new ArrayList<>(
                all.stream().filter(item -> index(patchOrder, item) >= 0).toList());
        named.sort(Comparator.comparingInt(item -> index(patchOrder, item)));
        List<JsonNode> rest = new ArrayList<>(
                all.stream().filter(item -> index(patchOrder, item) < 0).toList());
        rest.sort(Comparator.comparingInt(item -> index(listOrder, item)));
        var woven = new ArrayList<JsonNode>();
        int next = 0;
        for (JsonNode item : named) {
            int place = index(listOrder, item);
            while (next < rest.size() && place >= 0 && index(listOrder, rest.get(next)) < place) {
                woven.add(rest.get(next));
                next++;
            }
            woven.add(item);
        }
        woven.addAll(rest.subList(next, rest.size()));
        return woven;
    }

    private int index(List<JsonNode> items, JsonNode wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (isSame(items.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isSame(JsonNode a, JsonNode b) {
        return JsonPatch.compare(keyOf(a), keyOf(b)) == 0;
    }

    private JsonNode keyOf(JsonNode item) {
        if (key.isEmpty()) {
            if (item.isContainerNode()) {
                throw new Problem(ExitCode.FAILED, TransformMessage.NOT_PLAIN_VALUES, name);
            }
            return item;
        }
        JsonNode value = item.path(key);
        if (value.isMissingNode()) {
            throw new Problem(ExitCode.FAILED, TransformMessage.NO_MERGE_KEY, name, key);
        }
        return value;
    }
}
