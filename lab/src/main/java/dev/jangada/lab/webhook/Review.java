package dev.jangada.lab.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the API server asks an admission webhook about.
 *
 * @param operation {@code CREATE} or {@code UPDATE}
 * @param dryRun whether nothing will be kept
 * @param object the object as it would be kept
 */
public record Review(String operation, boolean dryRun, JsonNode object) {

    static Review of(JsonNode request) {
        return new Review(
                request.path("operation").asText(), request.path("dryRun").asBoolean(), request.path("object"));
    }

    /** The object's name. */
    public String name() {
        return object.at("/metadata/name").asText();
    }
}
