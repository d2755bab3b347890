package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
    private static final int NO_ITEM = -1;

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

    /** What differs between two trees, which are changed. */
    List<FieldChange> changes(ObjectNode before, Taken takenBefore, ObjectNode after, Taken takenAfter) {
        List.of(before, after).forEach(tree -> tree.remove(List.of("apiVersion", "kind")));
        objects(
                "",
                new Side(before, credentials.root(), takenBefore),
                new Side(after, credentials.root(), takenAfter),
                NormalForm.rules(kind));
        return changes;
    }

    private void values(String path, Side before, Side after, Rules rules) {
        if (before.value().equals(after.value())) {
            return;
        }
        boolean maps = before.isMap()
                && after.isMap()
                && !(before.value().isEmpty() && after.value().isEmpty());
        if (maps && !isEmptyBesideAbsent(before, after) && !isEmptyBesideAbsent(after, before)) {
            objects(path, before, after, rules);
        } else if (before.value() instanceof ArrayNode first && after.value() instanceof ArrayNode second) {
            lists(path, before, first, after, second, rules);
        } else {
            report(path, before, after);
        }
    }

    private static boolean isEmptyBesideAbsent(Side one, Side other) {
        return one.isAbsent() && other.value().isEmpty();
    }

    private void objects(String path, Side before, Side after, Rules rules) {
        Set<String> names = new TreeSet<>();
        before.value().fieldNames().forEachRemaining(names::add);
        after.value().fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            Rules inside = rules.field(name);
            values(path + step(path, name), field(before, name, rules), field(after, name, rules), inside);
        }
    }

    private static String step(String path, String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            return "[\"" + name + "\"]";
        }
        return path.isEmpty() ? name : "." + name;
    }

    /** A field; where it is absent, what the normal form took away, or the default, if the map that holds it is there. */
    private Side field(Side holder, String name, Rules rules) {
        Side field = holder.field(name);
        if (!showDefaults || !field.isAbsent()) {
            return field;
        }
        JsonNode taken = holder.taken().field(holder.value(), name);
        if (!taken.isMissingNode()) {
            return field.with(taken);
        }
        return holder.value().isObject() || rules.absentIsEmpty()
                ? field.with(rules.field(name).filledIn(holder.value()))
                : field;
    }

    private void lists(String path, Side before, ArrayNode first, Side after, ArrayNode second, Rules rules) {
        Match match = rules.match().orByName();
        Optional<Map<String, Integer>> keysBefore = match.byKey(first);
        Optional<Map<String, Integer>> keysAfter = match.byKey(second);
        if (keysBefore.isPresent() && keysAfter.isPresent()) {
            keyed(path, before, keysBefore.get(), after, keysAfter.get(), rules);
            if (match.how() == Match.How.ORDERED_KEY) {
                order(
                        path,
                        before,
                        keysBefore.get().keySet(),
                        after,
                        keysAfter.get().keySet());
            }
            return;
        }
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            values(path + "[" + i + "]", before.item(i), after.item(i), rules.each());
        }
    }

    private void keyed(
            String path,
            Side before,
            Map<String, Integer> first,
            Side after,
            Map<String, Integer> second,
            Rules rules) {
        Set<String> keys = new LinkedHashSet<>(first.keySet());
        keys.addAll(second.keySet());
        for (String key : keys) {
            Side one = before.item(first.getOrDefault(key, NO_ITEM));
            Side other = after.item(second.getOrDefault(key, NO_ITEM));
            String item = path + "[" + key + "]";
            if (one.isAbsent() || other.isAbsent()) {
                report(item, one, other);
            } else {
                values(item, one, other, rules.each());
            }
        }
    }

    private void order(String path, Side before, Set<String> first, Side after, Set<String> second) {
        List<String> one = first.stream().filter(second::contains).toList();
        List<String> other = second.stream().filter(first::contains).toList();
        if (!one.equals(other)) {
            report(
                    path,
                    before.with(Json.mapper().valueToTree(one)),
                    after.with(Json.mapper().valueToTree(other)));
        }
    }

    private void report(String path, Side before, Side after) {
        Optional<FieldChange.Value> first = value(before);
        Optional<FieldChange.Value> second = value(after);
        boolean sensitive = hides(first) || hides(second);
        if (sensitive) {
            // Where one of two values is a credential, the other is taken for one too.
            first = first.map(this::hidden);
            second = second.map(this::hidden);
        }
        changes.add(new FieldChange(path, first, second, sensitive));
    }

    private FieldChange.Value hidden(FieldChange.Value value) {
        return value.raw().isValueNode()
                ? new FieldChange.Value(value.raw(), credentials.size(value.bytes()), value.bytes())
                : value;
    }

    private static boolean hides(Optional<FieldChange.Value> value) {
        return value.filter(found -> !found.shown().equals(found.raw())).isPresent();
    }

    private Optional<FieldChange.Value> value(Side side) {
        return side.isAbsent()
                ? Optional.empty()
                : Optional.of(new FieldChange.Value(
                        side.value(),
                        credentials.masked(side.context(), side.value()),
                        credentials.bytes(side.context(), side.value())));
    }
}
