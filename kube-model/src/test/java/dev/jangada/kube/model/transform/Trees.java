package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jangada.kube.model.Json;
import java.util.List;
import java.util.Random;

/** Random trees, without null. */
final class Trees {

    private static final List<String> NAMES = List.of("a", "b", "c/d", "e~f", "g.h", "", "ção", "🛶");

    private Trees() {}

    static ObjectNode random(Random random) {
        return map(random, 0);
    }

    static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 3 : 6)) {
            case 0 -> IntNode.valueOf(random.nextInt(5));
            case 1 -> TextNode.valueOf(NAMES.get(random.nextInt(NAMES.size())));
            case 2 -> BooleanNode.valueOf(random.nextBoolean());
            case 3 -> list(random, depth);
            default -> map(random, depth);
        };
    }

    private static ObjectNode map(Random random, int depth) {
        ObjectNode map = Json.object();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.set(NAMES.get(random.nextInt(NAMES.size())), value(random, depth + 1));
        }
        return map;
    }

    private static ArrayNode list(Random random, int depth) {
        ArrayNode list = Json.mapper().createArrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth + 1));
        }
        return list;
    }
}
