package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a journal says of one entry.
 *
 * @param entry the entry's number in the plan
 * @param outcome what became of it
 * @param written what the object was right after it was written, if it was
 * @param why why it failed
 * @param warnings what the server remarked
 */
record Result(int entry, Outcome outcome, Optional<Written> written, Optional<Why> why, List<String> warnings) {

    Result {
        warnings = List.copyOf(warnings);
    }

    /**
     * An object right after it was written. What admission added shows in no plan, so this is how an undoing sees that
     * nobody has changed it since.
     *
     * @param uid its uid
     * @param resourceVersion its resourceVersion
     * @param generation its generation; 0 where the kind has none
     */
    record Written(String uid, String resourceVersion, long generation) {

        static Written of(KubeObject object) {
            long generation = object.tree().path("metadata").path("generation").asLong();
            return new Written(object.uid(), object.resourceVersion(), generation);
        }

        static Optional<Written> of(JsonNode line) {
            return line.has("uid")
                    ? Optional.of(new Written(
                            line.path("uid").asText(),
                            line.path("resourceVersion").asText(),
                            line.path("generation").asLong()))
                    : Optional.empty();
        }

        /** Whether an object is as it was written: itself, or what is asked for in it. */
        boolean is(KubeObject live) {
            Written now = of(live);
            return uid.equals(now.uid)
                    && (resourceVersion.equals(now.resourceVersion)
                            || (generation > 0 && generation == now.generation));
        }
    }

    static Result done(int entry, Outcome outcome, KubeObject object, List<String> warnings) {
        return new Result(entry, outcome, Optional.of(Written.of(object)), Optional.empty(), warnings);
    }

    static Result deleted(int entry) {
        return new Result(entry, Outcome.DELETED, Optional.empty(), Optional.empty(), List.of());
    }

    static Result failed(int entry, Why why) {
        return new Result(entry, Outcome.FAILED, Optional.empty(), Optional.of(why), List.of());
    }

    Result with(Outcome other) {
        return new Result(entry, other, written, why, warnings);
    }

    Result warning(List<String> more) {
        var all = new ArrayList<>(warnings);
        all.addAll(more);
        return new Result(entry, outcome, written, why, all);
    }

    /** Written, and yet not as it was to be. */
    Result failing(Why reason) {
        return new Result(entry, Outcome.FAILED, written, Optional.of(reason), warnings);
    }

    String uid() {
        return written.map(Written::uid).orElse("");
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("entry", entry).put("outcome", EntryJson.word(outcome));
        written.ifPresent(object -> {
            json.put("uid", object.uid()).put("resourceVersion", object.resourceVersion());
            if (object.generation() > 0) {
                json.put("generation", object.generation());
            }
        });
        why.ifPresent(reason -> json.set("why", reason.toJson()));
        if (!warnings.isEmpty()) {
            warnings.forEach(json.putArray("warnings")::add);
        }
        return json;
    }

    static Result of(JsonNode json) {
        var warnings = new ArrayList<String>();
        json.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        return new Result(
                json.path("entry").asInt(),
                Outcome.valueOf(json.path("outcome").asText().toUpperCase(Locale.ROOT)),
                Written.of(json),
                json.has("why") ? Optional.of(Why.of(json.path("why"))) : Optional.empty(),
                warnings);
    }
}
