package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiResponse;
import dev.jangada.kube.cluster.client.Retries;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a restore began, told by the target itself: our clock may be wrong by minutes. What Jangada has written since is this
 * restore's; what is older another one has made.
 *
 * @param time the target's time, to the second, as the times in its objects are
 * @param revision the resourceVersion that the target had, where it says: it also tells apart what was written in the same
 *     second
 */
record Beginning(Instant time, Optional<Long> revision) {

    /**
     * Asks a target for its time.
     *
     * @return empty if it does not say
     * @throws Problem if nobody answers
     */
    static Optional<Beginning> of(Target target) {
        String path = target.kind(KindPlanner.NAMESPACE)
                        .map(kind -> ResourcePath.collection(kind, ""))
                        .orElse("/version")
                + "?limit=1";
        Retries retries = target.client().retries();
        while (true) {
            // Also who may not list is told the time.
            try (ApiResponse response = target.client().get(path, ApiClient.JSON, false)) {
                return response.date()
                        .map(date -> new Beginning(date.truncatedTo(ChronoUnit.SECONDS), revision(response)));
            } catch (IOException e) {
                Problem why = target.client().problems().of(e);
                if (!target.client().problems().passes(e) || !retries.againWithoutAnswer(why)) {
                    throw why;
                }
            }
        }
    }

    private static Optional<Long> revision(ApiResponse response) {
        try {
            JsonNode list = Json.mapper().readTree(response.body());
            return number(list.path("metadata").path("resourceVersion").asText());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String revision) {
        return revision.matches("\\d{1,18}") ? Optional.of(Long.parseLong(revision)) : Optional.empty();
    }

    /** Whether an object was created since. */
    boolean isBeforeCreationOf(KubeObject live) {
        return isBefore(live.created(), live);
    }

    /** Whether Jangada has written an object since. */
    boolean isBeforeWritingOf(KubeObject live) {
        for (JsonNode managed : live.tree().path("metadata").path("managedFields")) {
            if (managed.path("manager").asText().equals(AsRestored.MANAGER) && isBefore(time(managed), live)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Instant> time(JsonNode managed) {
        try {
            return Optional.of(Instant.parse(managed.path("time").asText()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private boolean isBefore(Optional<Instant> written, KubeObject live) {
        // An object that is as old as the target was then has not been written since.
        boolean newer = revision.isEmpty()
                || number(live.resourceVersion())
                        .filter(now -> now > revision.get())
                        .isPresent();
        return newer && written.filter(at -> !at.isBefore(time)).isPresent();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("time", time.toString());
        revision.ifPresent(known -> json.put("resourceVersion", known.toString()));
        return json;
    }

    /** Reads what {@link #toJson} wrote. */
    static Beginning of(JsonNode json) {
        return new Beginning(
                Instant.parse(json.path("time").asText()),
                number(json.path("resourceVersion").asText("")));
    }
}
