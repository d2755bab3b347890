package dev.jangada.kube.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * An object as Kubernetes' own Go types encode it; made by {@code schema/generate}.
 *
 * @param value as it would be stored
 * @param json what the API server would make of it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record Golden(byte[] value, JsonNode json) {

    /** Every kind of the newest release, and those that are gone since. */
    public static Stream<Golden> all() {
        return Stream.of("0.37", "0.28", "0.20").flatMap(Golden::of);
    }

    private static Stream<Golden> of(String release) {
        String file = "golden/objects-" + release + ".jsonl.gz";
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(Golden.class.getResourceAsStream(file))),
                StandardCharsets.UTF_8))) {
            List<Golden> all = lines.lines().map(Golden::parse).toList();
            return all.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden parse(String line) {
        try {
            JsonNode tree = Json.mapper().readTree(line);
            return new Golden(Base64.getDecoder().decode(tree.path("value").asText()), tree.path("json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kind and version, for messages. */
    @Override
    public String toString() {
        return json.path("apiVersion").asText() + " " + json.path("kind").asText();
    }
}
