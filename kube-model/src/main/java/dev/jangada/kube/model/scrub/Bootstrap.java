package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The objects that a control plane makes when it starts for the first time: roles and bindings, priority classes, the
 * accounts of its controllers. The table {@code system-made.jsonl} holds them, one a line, as a plain Kubernetes 1.36
 * makes them; an object may have several lines, one for each way that a release makes it.
 */
final class Bootstrap {

    /** Read when the first object asks; most sources have few that do. */
    private static final class Table {
        static final Map<ObjectKey, List<ObjectNode>> LINES = read();

        private static Map<ObjectKey, List<ObjectNode>> read() {
            var lines = new HashMap<ObjectKey, List<ObjectNode>>();
            try (var in = Objects.requireNonNull(Bootstrap.class.getResourceAsStream("system-made.jsonl"))) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                    if (!line.isBlank()) {
                        KubeObject object = KubeObject.of(line.getBytes(StandardCharsets.UTF_8));
                        lines.computeIfAbsent(object.key(), key -> new ArrayList<>())
                                .add(object.tree());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("system-made.jsonl", e);
            }
            return lines;
        }
    }

    private Bootstrap() {}

    /** Whether a control plane makes this object as it is; the tree is scrubbed. */
    static boolean makes(ObjectKey key, ObjectNode tree) {
        List<ObjectNode> made = isCandidate(key) ? Table.LINES.get(key) : null;
        return made != null && isAnyOf(made, tree);
    }

    /** Whether a control plane makes an object of this name. */
    static boolean knows(ObjectKey key) {
        return isCandidate(key) && Table.LINES.containsKey(key);
    }

    private static boolean isCandidate(ObjectKey key) {
        return switch (key.groupKind().group()) {
            case "rbac.authorization.k8s.io", "scheduling.k8s.io" -> true;
            case "" ->
                key.groupKind().equals(Kinds.SERVICE_ACCOUNT) && key.namespace().equals("kube-system");
            default -> false;
        };
    }

    private static boolean isAnyOf(List<ObjectNode> made, ObjectNode tree) {
        var all = new HashSet<String>();
        made.forEach(line -> all.addAll(grants(line.path("rules"))));
        boolean nothingMore = all.containsAll(grants(tree.path("rules")));
        for (ObjectNode line : made) {
            // Controllers write the rules of an aggregated role out of other roles.
            boolean systemsRules = line.has("aggregationRule") || nothingMore;
            if (systemsRules && withoutRules(line).equals(withoutRules(tree))) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode withoutRules(ObjectNode tree) {
        ObjectNode rest = Json.object();
        rest.setAll(tree);
        rest.remove(List.of("apiVersion", "rules"));
        return rest;
    }

    /**
     * Every single thing that rules allow. A server adds at every start what a role lacks, in rules of its own, and
     * takes nothing away. So a role of the system may be written in many ways, may hold what several releases gave it,
     * and lacks something only until the next start.
     */
    private static Set<String> grants(JsonNode rules) {
        var grants = new HashSet<String>();
        for (JsonNode rule : rules) {
            for (JsonNode verb : rule.path("verbs")) {
                for (JsonNode url : rule.path("nonResourceURLs")) {
                    grants.add(verb.asText() + " " + url.asText());
                }
                for (JsonNode group : rule.path("apiGroups")) {
                    for (JsonNode resource : rule.path("resources")) {
                        String what = verb.asText() + " " + resource.asText() + "." + group.asText();
                        JsonNode names = rule.path("resourceNames");
                        names.forEach(name -> grants.add(what + " " + name.asText()));
                        if (names.isEmpty()) {
                            grants.add(what);
                        }
                    }
                }
            }
        }
        return grants;
    }
}
