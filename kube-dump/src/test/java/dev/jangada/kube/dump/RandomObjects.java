package dev.jangada.kube.dump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Objects of random kinds, names and content, some of them strange; no two with one key. */
final class RandomObjects {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-.:";
    private static final List<String> STRANGE =
            List.of("", "ção", "日本語 🚣", "a\"b\\c/d", "line\nline\ttab\r", "\u0001\u2028{[,:]}", "'{0}'");

    private final RandomGenerator random;
    private final List<ResourceKind> kinds;
    private final Set<Object> keys = new HashSet<>();

    RandomObjects(RandomGenerator random, List<ResourceKind> kinds) {
        this.random = random;
        this.kinds = kinds;
    }

    KubeObject next() {
        while (true) {
            ResourceKind kind = kinds.get(random.nextInt(kinds.size()));
            ObjectNode tree = Json.object();
            // A server writes apiVersion and kind, an item of a list has neither, and an editor may move them.
            int place = random.nextInt(3);
            if (place == 0) {
                tree.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
            }
            ObjectNode metadata = tree.putObject("metadata");
            metadata.put("name", name());
            if (kind.namespaced()) {
                metadata.put("namespace", "ns-" + random.nextInt(5));
            }
            if (random.nextBoolean()) {
                metadata.putObject("labels").put("app", string());
            }
            tree.set("data", value(0));
            if (place == 1) {
                tree.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
            }
            byte[] json = random.nextBoolean()
                    ? Json.bytes(tree)
                    : tree.toPrettyString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            KubeObject object = place == 2 ? KubeObject.of(kind.apiVersion(), kind.kind(), json) : KubeObject.of(json);
            if (keys.add(object.key())) {
                return object;
            }
        }
    }

    private String name() {
        var name = new StringBuilder();
        int length = 1 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    private String string() {
        return random.nextInt(3) == 0 ? STRANGE.get(random.nextInt(STRANGE.size())) : name();
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> Json.mapper().getNodeFactory().textNode(string());
            case 1 -> Json.mapper().getNodeFactory().numberNode(random.nextLong());
            case 2 -> Json.mapper().getNodeFactory().numberNode(new BigDecimal("0.1000"));
            case 3 -> Json.mapper().getNodeFactory().numberNode(BigInteger.TWO.pow(100));
            case 4 -> Json.mapper().getNodeFactory().booleanNode(random.nextBoolean());
            case 5 -> Json.mapper().getNodeFactory().nullNode();
            case 6 -> {
                ArrayNode array = Json.mapper().createArrayNode();
                int items = random.nextInt(4);
                for (int i = 0; i < items; i++) {
                    array.add(value(depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = Json.object();
                int fields = random.nextInt(4);
                for (int i = 0; i < fields; i++) {
                    object.set(string(), value(depth + 1));
                }
                yield object;
            }
        };
    }
}
