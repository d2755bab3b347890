package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.restore.PlanEntry.Live;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.compare.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A plan's entry as one line of JSON. Fields that say nothing are left out. */
final class EntryJson {

    private EntryJson() {}

    static ObjectNode of(PlanEntry entry) {
        ObjectNode json = Json.object().put("action", word(entry.action()));
        entry.how().ifPresent(how -> json.put("how", word(how)));
        json.put("apiVersion", entry.kind().apiVersion())
                .put("kind", entry.kind().kind())
                .put("plural", entry.kind().plural());
        if (!entry.namespace().isEmpty()) {
            json.put("namespace", entry.namespace());
        }
        json.put("name", entry.name());
        if (!entry.source().equals(entry.target())) {
            json.putObject("source")
                    .put("group", entry.source().groupKind().group())
                    .put("kind", entry.source().groupKind().kind())
                    .put("namespace", entry.source().namespace())
                    .put("name", entry.source().name());
        }
        if (entry.kind().namespaced()) {
            json.put("namespaced", true);
        }
        entry.live()
                .ifPresent(live -> json.putObject("live")
                        .put("uid", live.uid())
                        .put("resourceVersion", live.resourceVersion())
                        .put("fingerprint", live.fingerprint().toString()));
        entry.desired().ifPresent(desired -> json.put("fingerprint", desired.toString()));
        if (entry.ownersLater()) {
            json.put("ownersLater", true);
        }
        entry.why().ifPresent(why -> json.set("why", why.toJson()));
        if (!entry.changes().isEmpty()) {
            ArrayNode changes = json.putArray("changes");
            for (Change change : entry.changes()) {
                ObjectNode field = changes.addObject().put("path", change.path());
                change.before().ifPresent(value -> field.put("before", value));
                change.after().ifPresent(value -> field.put("after", value));
            }
        }
        return json;
    }

    /**
     * Reads what {@link #of(PlanEntry)} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static PlanEntry of(JsonNode json) {
        ResourceKind kind = kind(json);
        String namespace = json.path("namespace").asText("");
        String name = json.path("name").asText("");
        JsonNode source = json.path("source");
        ObjectKey from = source.isMissingNode()
                ? new ObjectKey(kind.groupKind(), namespace, name)
                : new ObjectKey(
                        new GroupKind(
                                source.path("group").asText(),
                                source.path("kind").asText()),
                        source.path("namespace").asText(),
                        source.path("name").asText());
        JsonNode live = json.path("live");
        return new PlanEntry(
                Action.valueOf(json.path("action").asText().toUpperCase(Locale.ROOT)),
                text(json, "how").map(how -> How.valueOf(how.toUpperCase(Locale.ROOT))),
                kind,
                from,
                namespace,
                name,
                live.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new Live(
                                live.path("uid").asText(),
                                live.path("resourceVersion").asText(),
                                Fingerprint.parse(live.path("fingerprint").asText()))),
                text(json, "fingerprint").map(Fingerprint::parse),
                json.path("ownersLater").asBoolean(),
                json.has("why") ? Optional.of(Why.of(json.path("why"))) : Optional.empty(),
                changes(json.path("changes")));
    }

    private static ResourceKind kind(JsonNode json) {
        String apiVersion = json.path("apiVersion").asText();
        int slash = apiVersion.indexOf('/');
        return new ResourceKind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                json.path("kind").asText(),
                json.path("plural").asText(),
                "",
                List.of(),
                List.of(),
                json.path("namespaced").asBoolean(),
                List.of());
    }

    private static List<Change> changes(JsonNode json) {
        var changes = new ArrayList<Change>();
        json.forEach(field ->
                changes.add(new Change(field.path("path").asText(), text(field, "before"), text(field, "after"))));
        return changes;
    }

    private static Optional<String> text(JsonNode json, String field) {
        return json.has(field) ? Optional.of(json.path(field).asText()) : Optional.empty();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
