package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan's first line as JSON. */
final class HeaderJson {

    /** Of the file; another one is refused. */
    static final int FORMAT_VERSION = 1;

    private HeaderJson() {}

    static ObjectNode of(PlanHeader header) {
        ObjectNode json = Json.object().put("formatVersion", FORMAT_VERSION).put("kind", "RestorePlan");
        json.put("created", header.created().toString()).put("source", header.source());
        header.sourceCluster().ifPresent(uid -> json.put("sourceCluster", uid));
        header.digest().ifPresent(digest -> json.put("sourceDigest", digest));
        json.putObject("target")
                .put("context", header.target().context())
                .put("server", header.target().server())
                .put("uid", header.target().uid());
        json.set("options", options(header.options()));
        json.put("entries", header.entries());
        ObjectNode counts = json.putObject("counts");
        for (Action action : Action.values()) {
            counts.put(EntryJson.word(action), header.count(action));
        }
        ObjectNode leftOut = json.putObject("leftOut");
        header.leftOut().forEach((reason, count) -> leftOut.put(EntryJson.word(reason), count));
        ArrayNode owners = json.putArray("owners");
        header.owners().stream().sorted().forEach(kind -> owners.add(kind.toString()));
        ArrayNode late = json.putArray("late");
        header.late().stream().sorted().forEach(kind -> late.add(kind.toString()));
        reasons(json.putArray("notes"), header.notes());
        reasons(json.putArray("obstacles"), header.obstacles());
        header.incomplete().forEach(json.putArray("incomplete")::add);
        return json;
    }

    /**
     * Reads what {@link #of(PlanHeader)} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static PlanHeader of(JsonNode json) {
        if (!json.path("kind").asText().equals("RestorePlan")
                || json.path("formatVersion").asInt() != FORMAT_VERSION) {
            throw new IllegalArgumentException("not a plan of format " + FORMAT_VERSION);
        }
        JsonNode target = json.path("target");
        var counts = new EnumMap<Action, Long>(Action.class);
        for (Action action : Action.values()) {
            counts.put(action, json.path("counts").path(EntryJson.word(action)).asLong());
        }
        var leftOut = new EnumMap<Scrubber.Reason, Long>(Scrubber.Reason.class);
        json.path("leftOut")
                .properties()
                .forEach(field -> leftOut.put(
                        Scrubber.Reason.valueOf(field.getKey().toUpperCase(Locale.ROOT)),
                        field.getValue().asLong()));
        return new PlanHeader(
                Instant.parse(json.path("created").asText()),
                json.path("source").asText(),
                text(json, "sourceCluster"),
                text(json, "sourceDigest"),
                new PlanHeader.Target(
                        target.path("context").asText(),
                        target.path("server").asText(),
                        target.path("uid").asText()),
                options(json.path("options")),
                json.path("entries").asLong(),
                counts,
                leftOut,
                groupKinds(json.path("owners")),
                groupKinds(json.path("late")),
                reasons(json.path("notes")),
                reasons(json.path("obstacles")),
                words(json.path("incomplete")));
    }

    private static void reasons(ArrayNode json, List<Why> reasons) {
        reasons.forEach(reason -> json.add(reason.toJson()));
    }

    private static List<Why> reasons(JsonNode json) {
        var reasons = new ArrayList<Why>();
        json.forEach(reason -> reasons.add(Why.of(reason)));
        return reasons;
    }

    private static Set<GroupKind> groupKinds(JsonNode json) {
        return words(json).stream().map(HeaderJson::groupKind).collect(Collectors.toSet());
    }

    private static GroupKind groupKind(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? new GroupKind("", text) : new GroupKind(text.substring(dot + 1), text.substring(0, dot));
    }

    private static ObjectNode options(RestoreOptions options) {
        Selection selection = options.selection();
        ObjectNode json = Json.object()
                .put("existing", EntryJson.word(options.existing()))
                .put("volumes", EntryJson.word(options.volumes()));
        ArrayNode choices = json.putArray("choices");
        options.choices().stream().sorted().map(EntryJson::word).forEach(choices::add);
        options.statusKinds().forEach(json.putArray("statusKinds")::add);
        map(json.putObject("namespaceMapping"), options.namespaceMapping());
        map(json.putObject("nodeMapping"), options.nodeMapping());
        json.put("modifiers", options.modifiers());
        ObjectNode selected = json.putObject("selection");
        globs(selected.putArray("kinds"), selection.kinds());
        globs(selected.putArray("exceptKinds"), selection.exceptKinds());
        globs(selected.putArray("namespaces"), selection.namespaces());
        globs(selected.putArray("exceptNamespaces"), selection.exceptNamespaces());
        globs(selected.putArray("names"), selection.names());
        globs(selected.putArray("exceptNames"), selection.exceptNames());
        selected.put("clusterScoped", selection.clusterScoped())
                .put("labels", selection.labels().toString())
                .put("fields", selection.fields().toString());
        return json;
    }

    private static RestoreOptions options(JsonNode json) {
        JsonNode selected = json.path("selection");
        Selection selection = Selection.ALL
                .withKinds(globs(selected.path("kinds")), globs(selected.path("exceptKinds")))
                .withNamespaces(globs(selected.path("namespaces")), globs(selected.path("exceptNamespaces")))
                .withNames(globs(selected.path("names")), globs(selected.path("exceptNames")))
                .withClusterScoped(selected.path("clusterScoped").asBoolean())
                .withSelectors(
                        LabelSelector.of(selected.path("labels").asText()),
                        FieldSelector.of(selected.path("fields").asText()));
        return new RestoreOptions(
                selection,
                Existing.valueOf(json.path("existing").asText().toUpperCase(Locale.ROOT)),
                VolumePolicy.valueOf(json.path("volumes").asText().toUpperCase(Locale.ROOT)),
                words(json.path("choices")).stream()
                        .map(word -> Choice.valueOf(word.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                words(json.path("statusKinds")),
                map(json.path("namespaceMapping")),
                map(json.path("nodeMapping")),
                json.path("modifiers").asText());
    }

    private static void map(ObjectNode json, Map<String, String> map) {
        map.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> json.put(entry.getKey(), entry.getValue()));
    }

    private static Map<String, String> map(JsonNode json) {
        var map = new LinkedHashMap<String, String>();
        json.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }

    private static void globs(ArrayNode json, List<Glob> globs) {
        globs.forEach(glob -> json.add(glob.toString()));
    }

    private static List<Glob> globs(JsonNode json) {
        return words(json).stream().map(Glob::of).toList();
    }

    private static List<String> words(JsonNode json) {
        var words = new ArrayList<String>();
        json.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Optional<String> text(JsonNode json, String field) {
        return json.has(field) ? Optional.of(json.path(field).asText()) : Optional.empty();
    }
}
