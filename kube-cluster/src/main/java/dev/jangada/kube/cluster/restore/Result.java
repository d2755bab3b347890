package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a journal says of one entry.
 *
 * @param entry the entry's number in the plan
 * @param outcome what became of it
 * @param uid the uid of the object in the target; empty where there is none
 * @param why why it failed
 * @param warnings what the server remarked
 */
record Result(int entry, Outcome outcome, String uid, Optional<Why> why, List<String> warnings) {

    Result {
        warnings = List.copyOf(warnings);
    }

    static Result done(int entry, Outcome outcome, String uid, List<String> warnings) {
        return new Result(entry, outcome, uid, Optional.empty(), warnings);
    }

    static Result failed(int entry, Why why) {
        return new Result(entry, Outcome.FAILED, "", Optional.of(why), List.of());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("entry", entry).put("outcome", EntryJson.word(outcome));
        if (!uid.isEmpty()) {
            json.put("uid", uid);
        }
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
                json.path("uid").asText(""),
                json.has("why") ? Optional.of(Why.of(json.path("why"))) : Optional.empty(),
                warnings);
    }
}
