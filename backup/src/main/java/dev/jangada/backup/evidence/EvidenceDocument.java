package dev.jangada.backup.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.evidence.Evidence.By;
import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.Evidence.Subject;
import dev.jangada.backup.evidence.Evidence.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The file {@code evidence.json}. */
final class EvidenceDocument {

    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private EvidenceDocument() {}

    static byte[] write(Evidence evidence) {
        ObjectNode json = JSON.createObjectNode()
                .put("formatVersion", FORMAT)
                .put("kind", evidence.kind().word());
        json.putObject("backup")
                .put("id", evidence.about().id())
                .put("time", evidence.about().time().toString())
                .put("cluster", evidence.about().cluster())
                .put("complete", evidence.about().complete());
        json.put("begunAt", evidence.begun().toString())
                .put("seconds", evidence.took().toMillis() / 1000.0)
                .put("verdict", evidence.verdict().word());
        json.putObject("by")
                .put("user", evidence.by().user())
                .put("host", evidence.by().host());
        json.put("tool", evidence.tool());
        ObjectNode numbers = json.putObject("numbers");
        new TreeMap<>(evidence.numbers()).forEach(numbers::put);
        evidence.remarks().forEach(json.putArray("remarks")::add);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads it.
     *
     * @throws IOException if it is not what this version writes, or of a later format; the message says so
     */
    static Evidence read(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        int format = json.path("formatVersion").asInt(0);
        if (format != FORMAT) {
            throw new IOException("formatVersion " + format);
        }
        try {
            JsonNode backup = json.path("backup");
            Map<String, Long> numbers = new TreeMap<>();
            json.path("numbers")
                    .properties()
                    .forEach(number ->
                            numbers.put(number.getKey(), number.getValue().asLong()));
            List<String> remarks = new ArrayList<>();
            json.path("remarks").forEach(remark -> remarks.add(remark.asText()));
            return new Evidence(
                    Kind.of(json.path("kind").asText()).orElseThrow(() -> new IOException("kind")),
                    new Subject(
                            backup.path("id").asText(),
                            Instant.parse(backup.path("time").asText()),
                            backup.path("cluster").asText(),
                            backup.path("complete").asBoolean()),
                    Instant.parse(json.path("begunAt").asText()),
                    Duration.ofMillis(Math.round(json.path("seconds").asDouble() * 1000)),
                    Verdict.of(json.path("verdict").asText()).orElseThrow(() -> new IOException("verdict")),
                    new By(
                            json.path("by").path("user").asText(),
                            json.path("by").path("host").asText()),
                    json.path("tool").asText(),
                    numbers,
                    remarks);
        } catch (DateTimeException e) {
            throw new IOException(e);
        }
    }
}
