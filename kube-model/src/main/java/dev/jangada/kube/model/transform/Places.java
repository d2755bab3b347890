package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Places in objects, named by a path: the names of fields with a blank between them, {@code *} for every item of a list.
 * Where an object has something else than the path expects, there is no such place, and nothing happens.
 */
final class Places {

    private Places() {}

    /** Replaces every text at a place by another, which may be the same. */
    static void replace(JsonNode root, String path, UnaryOperator<String> by) {
        List<String> steps = List.of(path.split(" ", -1));
        String last = steps.getLast();
        each(root, steps.subList(0, steps.size() - 1), holder -> {
            if (holder instanceof ObjectNode map && map.path(last) instanceof TextNode text) {
                map.put(last, by.apply(text.textValue()));
            } else if (holder instanceof ArrayNode list && last.equals("*")) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof TextNode text) {
                        list.set(i, TextNode.valueOf(by.apply(text.textValue())));
                    }
                }
            }
        });
    }

    /** Visits every map at a place; an empty path is the root itself. */
    static void maps(JsonNode root, String path, Consumer<ObjectNode> visitor) {
        each(root, path.isEmpty() ? List.of() : List.of(path.split(" ", -1)), found -> {
            if (found instanceof ObjectNode map) {
                visitor.accept(map);
            }
        });
    }

    private static void each(JsonNode at, List<String> steps, Consumer<JsonNode> visitor) {
        if (steps.isEmpty()) {
            visitor.accept(at);
            return;
        }
        List<String> rest = steps.subList(1, steps.size());
        if (!steps.getFirst().equals("*")) {
            each(at.path(steps.getFirst()), rest, visitor);
        } else if (at instanceof ArrayNode list) {
            list.forEach(item -> each(item, rest, visitor));
        }
    }
}
