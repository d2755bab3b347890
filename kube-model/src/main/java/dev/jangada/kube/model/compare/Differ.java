package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Walks two trees of one kind side by side. Serves for one comparison. */
final class Differ {

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_$-]+");
    private static final JsonNode ABSENT = MissingNode.getInstance();

    private final GroupKind kind;
    private final boolean showDefaults;
    private final Credentials credentials;
    private final List<FieldChange> changes = new ArrayList<>();

    /**
     * A comparison.
     *
     * @param showDefaults whether a default that the normal form has taken away is told where the other side has another
     *     value
     */
    Differ(GroupKind kind, boolean showDefaults) {
        this.kind = kind;
        this.showDefaults = showDefaults;
        this.credentials = new Credentials(kind);
    }

    List<FieldChange> changes(ObjectNode before, ObjectNode after) {
        before.remove("apiVersion");
        after.remove("apiVersion");
        before.remove("kind");
        after.remove("kind");
        objects(Place.ROOT, before, after, NormalForm.rules(kind));
        return changes;
    }

    /** A place in the trees: its path, and what tells whether a credential stands there. */
    private record Place(String path, Credentials.Context context) {
        static final Place ROOT = new Place("", Credentials.Context.ROOT);

        Place field(String name, JsonNode before, JsonNode after) {
            String step = PLAIN_NAME.matcher(name).matches() ? name : "[\"" + name + "\"]";
            String dot = path.isEmpty() || step.startsWith("[") ? "" : ".";
            return new Place(path + dot + step, context.field(name, after.isMissingNode() ? before : after));
        }

        Place item(String key) {
            return new Place(path + "[" + key + "]", context);
        }
    }

    private void values(Place place, JsonNode before, JsonNode after, Rules rules) {
        if (before.equals(after)) {
            return;
        }
        boolean maps = isMap(before) && isMap(after) && !(before.isEmpty() && after.isEmpty());
        if (maps && (!before.isMissingNode() || !after.isEmpty()) && (!after.isMissingNode() || !before.isEmpty())) {
            objects(place, before, after, rules);
        } else if (before instanceof ArrayNode first && after instanceof ArrayNode second) {
            lists(place, first, second, rules);
        } else {
            report(place, before, after);
        }
    }

    /** A map that is absent is compared as an empty one, so that its fields are told one by one. */
    private static boolean isMap(JsonNode value) {
        return value.isObject() || value.isMissingNode();
    }

    private void objects(Place place, JsonNode before, JsonNode after, Rules rules) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            Rules inside = rules.field(name);
            JsonNode first = before.path(name);
            JsonNode second = after.path(name);
            boolean known = showDefaults && (first.isMissingNode() || second.isMissingNode());
            values(
                    place.field(name, before, after),
                    known && first.isMissingNode() ? filledIn(before, rules, inside) : first,
                    known && second.isMissingNode() ? filledIn(after, rules, inside) : second,
                    inside);
        }
    }

    /** The default of an absent field, if the map that would hold it is there. */
    private static JsonNode filledIn(JsonNode holder, Rules rules, Rules inside) {
        return holder.isObject() || rules.absentIsEmpty() ? inside.filledIn() : ABSENT;
    }

    private void lists(Place place, ArrayNode before, ArrayNode after, Rules rules) {
        Match match = rules.match();
        Optional<Map<String, JsonNode>> first = match.how() == Match.How.INDEX ? Optional.empty() : match.byKey(before);
        Optional<Map<String, JsonNode>> second = match.how() == Match.How.INDEX ? Optional.empty() : match.byKey(after);
        if (first.isPresent() && second.isPresent()) {
            keyed(place, first.get(), second.get(), rules);
            return;
        }
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            values(place.item(String.valueOf(i)), item(before, i), item(after, i), rules.each());
        }
    }

    private static JsonNode item(ArrayNode list, int index) {
        return list.has(index) ? list.get(index) : ABSENT;
    }

    private void keyed(Place place, Map<String, JsonNode> before, Map<String, JsonNode> after, Rules rules) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            JsonNode first = before.getOrDefault(key, ABSENT);
            JsonNode second = after.getOrDefault(key, ABSENT);
            if (first.isMissingNode() || second.isMissingNode()) {
                report(place.item(key), first, second);
            } else {
                values(place.item(key), first, second, rules.each());
            }
        }
        if (rules.match().how() == Match.How.ORDERED_KEY) {
            List<String> first =
                    before.keySet().stream().filter(after::containsKey).toList();
            List<String> second =
                    after.keySet().stream().filter(before::containsKey).toList();
            if (!first.equals(second)) {
                report(place, Json.mapper().valueToTree(first), Json.mapper().valueToTree(second));
            }
        }
    }

    private void report(Place place, JsonNode before, JsonNode after) {
        Optional<FieldChange.Value> first = value(place, before);
        Optional<FieldChange.Value> second = value(place, after);
        boolean sensitive = hides(first) || hides(second);
        if (sensitive && before.isValueNode() && after.isValueNode()) {
            // Where one of two values is a credential, the other is taken for one too.
            first = first.map(this::hidden);
            second = second.map(this::hidden);
        }
        changes.add(new FieldChange(place.path, first, second, sensitive));
    }

    private FieldChange.Value hidden(FieldChange.Value value) {
        return new FieldChange.Value(value.raw(), credentials.size(value.bytes()), value.bytes());
    }

    private static boolean hides(Optional<FieldChange.Value> value) {
        return value.filter(found -> !found.shown().equals(found.raw())).isPresent();
    }

    private Optional<FieldChange.Value> value(Place place, JsonNode value) {
        return value.isMissingNode()
                ? Optional.empty()
                : Optional.of(new FieldChange.Value(
                        value, credentials.masked(place.context, value), credentials.bytes(place.context, value)));
    }
}
