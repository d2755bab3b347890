package dev.jangada.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.KubeObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has written a revision of an object, as the API server keeps in {@code metadata.managedFields}: the entry that is not
 * as in the revision before, the newest of those.
 *
 * @param manager the name that the client gave itself
 * @param operation {@code Update} or {@code Apply}
 * @param subresource for example {@code status}; empty for the object itself
 * @param time when
 */
record Writer(String manager, String operation, String subresource, Optional<Instant> time) {

    static Optional<Writer> of(KubeObject object, @Nullable KubeObject before) {
        Set<JsonNode> known = new HashSet<>();
        if (before != null) {
            entries(before).forEach(known::add);
        }
        var changed = new java.util.ArrayList<JsonNode>();
        for (JsonNode entry : entries(object)) {
            if (!known.contains(entry)) {
                changed.add(entry);
            }
        }
        return changed.stream()
                .map(Writer::of)
                .max(Comparator.comparing((Writer writer) -> writer.time.orElse(Instant.MIN)));
    }

    private static JsonNode entries(KubeObject object) {
        return object.tree().path("metadata").path("managedFields");
    }

    private static Writer of(JsonNode entry) {
        return new Writer(
                entry.path("manager").asText(),
                entry.path("operation").asText(),
                entry.path("subresource").asText(),
                time(entry.path("time").asText()));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
