package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules for a field and for the fields inside it. */
final class Rules {

    /** Of a field for which there is no rule. */
    static final Rules NONE = new Rules();

    private final Map<String, Rules> fields = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable Rules each;
    private Match match = Match.INDEX;
    private boolean asIs;

    /** The rules for a field. */
    Rules field(String name) {
        Rules named = fields.get(name);
        return named != null ? named : each();
    }

    /** The rules for the items of a list, or for the values of a map. */
    Rules each() {
        return each != null ? each : NONE;
    }

    /** How the items of the list are matched with those of another. */
    Match match() {
        return match;
    }

    /** Whether null and an empty list mean something in the value. */
    boolean isAsIs() {
        return asIs;
    }

    /**
     * The value that stands for itself where the field is absent; missing if there is none, or nothing to show.
     *
     * @param beside the object that would hold the field
     */
    JsonNode filledIn(JsonNode beside) {
        for (Rule rule : rules) {
            if (rule instanceof Rule.Default(JsonNode value, Predicate<JsonNode> where)
                    && where.test(beside)
                    && value.isValueNode()
                    && !value.asText().isEmpty()) {
                return value;
            }
        }
        return MissingNode.getInstance();
    }

    /** Whether a map that is absent is the same as an empty one. */
    boolean absentIsEmpty() {
        return rules.stream()
                .anyMatch(rule -> rule instanceof Rule.Default(JsonNode value, Predicate<JsonNode> where)
                        && value.isObject()
                        && value.isEmpty());
    }

    /** The rules for a path inside, made if there are none yet; {@code *} stands for every item. */
    Rules at(List<String> path) {
        Rules at = this;
        for (String step : path) {
            if (step.equals("*")) {
                Rules inside = at.each != null ? at.each : new Rules();
                at.each = inside;
                at = inside;
            } else {
                at = at.fields.computeIfAbsent(step, name -> new Rules());
            }
        }
        return at;
    }

    void add(Rule rule) {
        rules.add(rule);
    }

    void matchBy(Match how) {
        match = how;
    }

    void keepAsIs() {
        asIs = true;
    }

    /**
     * Applies the rules to a value, which is changed.
     *
     * @param beside the object that holds the value; itself where the value is the whole object
     * @param taken remembers the fields that are taken away
     * @return the value in normal form; missing if it is not to be there
     */
    JsonNode apply(JsonNode value, JsonNode beside, Taken taken) {
        if (value instanceof ObjectNode object) {
            applyInside(object, taken);
        } else if (value instanceof ArrayNode list && each != null) {
            applyInside(list, each, taken);
        }
        JsonNode result = value;
        for (Rule rule : rules) {
            result = rule.apply(result, beside);
            if (result.isMissingNode()) {
                return result;
            }
        }
        return result instanceof ArrayNode list ? match.sorted(list) : result;
    }

    private void applyInside(ObjectNode object, Taken taken) {
        if (each != null) {
            for (String name : object.propertyStream().map(Map.Entry::getKey).toList()) {
                replace(object, name, each, taken);
            }
        }
        fields.forEach((name, inside) -> replace(object, name, inside, taken));
    }

    private static void replace(ObjectNode object, String name, Rules rules, Taken taken) {
        JsonNode before = object.get(name);
        if (before == null) {
            return;
        }
        JsonNode after = before.isNull() ? MissingNode.getInstance() : rules.apply(before, object, taken);
        if (after.isMissingNode()) {
            object.remove(name);
            taken.put(object, name, before);
        } else {
            object.set(name, after);
        }
    }

    private static void applyInside(ArrayNode list, Rules each, Taken taken) {
        int at = 0;
        for (Iterator<JsonNode> items = list.iterator(); items.hasNext(); ) {
            JsonNode before = items.next();
            JsonNode after = each.apply(before, list, taken);
            if (after.isMissingNode()) {
                items.remove();
            } else {
                list.set(at, after);
                at++;
            }
        }
    }
}
