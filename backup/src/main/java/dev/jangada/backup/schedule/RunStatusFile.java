package dev.jangada.backup.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The file with the status of the last run, for {@code status}, for the next run, and for other programs.
 *
 * @param path where it is
 */
public record RunStatusFile(Path path) {

    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * That of the runs of a cluster.
     *
     * @param state Jangada's directory for what it must not lose
     */
    public static RunStatusFile in(Path state, String cluster) {
        return new RunStatusFile(folder(state).resolve(UnitFiles.name(cluster) + ".json"));
    }

    /** Where the runs of all clusters leave what they leave, in Jangada's directory for what it must not lose. */
    public static Path folder(Path state) {
        return state.resolve("schedule");
    }

    /**
     * Writes it in one step, for this user alone.
     *
     * @throws Problem if it cannot be written
     */
    public void write(RunStatus status) {
        AtomicFile.write(path, bytes(json(status)), AtomicFile.PRIVATE);
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A status as JSON. */
    public static ObjectNode json(RunStatus status) {
        ObjectNode json = JSON.createObjectNode()
                .put("formatVersion", FORMAT)
                .put("cluster", status.cluster())
                .put("tool", status.tool())
                .put("begunAt", status.begun().toString())
                .put("endedAt", status.ended().toString())
                .put("exitCode", status.exitCode().code());
        ArrayNode steps = json.putArray("steps");
        status.steps().forEach(result -> steps.add(json(result)));
        ObjectNode lastOk = json.putObject("lastOk");
        new TreeMap<>(status.lastOk()).forEach((step, time) -> lastOk.put(step.word(), time.toString()));
        ObjectNode lastBackup = json.putObject("lastBackup");
        new TreeMap<>(status.lastBackup()).forEach(lastBackup::put);
        status.margins().ifPresent(margins -> {
            ArrayNode certificates = json.putArray("certificates");
            margins.certificates()
                    .forEach(certificate -> certificates
                            .addObject()
                            .put("name", certificate.name())
                            .put("ends", certificate.ends().toString()));
            ArrayNode databases = json.putArray("databases");
            margins.databases().forEach(database -> {
                ObjectNode one = databases
                        .addObject()
                        .put("endpoint", database.endpoint())
                        .put("size", database.size())
                        .put("inUse", database.inUse());
                database.quota().ifPresent(quota -> one.put("quota", quota));
            });
        });
        return json;
    }

    private static ObjectNode json(StepResult result) {
        ObjectNode json = JSON.createObjectNode()
                .put("step", result.step().word())
                .put("outcome", result.outcome().word())
                .put("begunAt", result.begun().toString())
                .put("seconds", result.took().toMillis() / 1000.0)
                .put("exitCode", result.exitCode().code());
        result.failure().ifPresent(failure -> json.set("failure", json(failure)));
        if (!result.warnings().isEmpty()) {
            ArrayNode warnings = json.putArray("warnings");
            result.warnings().forEach(warning -> warnings.add(json(warning)));
        }
        ObjectNode numbers = json.putObject("numbers");
        new TreeMap<>(result.numbers()).forEach(numbers::put);
        return json;
    }

    private static ObjectNode json(StepResult.Said said) {
        return JSON.createObjectNode().put("code", said.code()).put("sentence", said.sentence());
    }

    /**
     * Reads it.
     *
     * @return nothing if there is none yet
     * @throws Problem if it cannot be read, is damaged, or of a newer format
     */
    public Optional<RunStatus> read() {
        byte[] content;
        try {
            content = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, ScheduleMessage.CANNOT_READ, path, FileFailure.reason(e));
        }
        try {
            JsonNode json = JSON.readTree(content);
            int format = json.path("formatVersion").asInt(0);
            if (format > FORMAT) {
                throw new Problem(ExitCode.CORRUPT, ScheduleMessage.NEWER_STATUS_FILE, path, format, FORMAT);
            }
            if (format != FORMAT) {
                throw new IOException("formatVersion " + format);
            }
            return Optional.of(status(json));
        } catch (IOException | DateTimeException e) {
            // What a library says of it is of no use to somebody who can only move it away.
            throw new Problem(e, ExitCode.CORRUPT, ScheduleMessage.BAD_STATUS_FILE, path);
        }
    }

    private static RunStatus status(JsonNode json) throws IOException {
        var steps = new ArrayList<StepResult>();
        for (JsonNode step : json.path("steps")) {
            steps.add(result(step));
        }
        var lastOk = new EnumMap<Step, Instant>(Step.class);
        for (var entry : json.path("lastOk").properties()) {
            Step.of(entry.getKey())
                    .ifPresent(step ->
                            lastOk.put(step, Instant.parse(entry.getValue().asText())));
        }
        return new RunStatus(
                json.path("cluster").asText(),
                json.path("tool").asText(),
                Instant.parse(json.path("begunAt").asText()),
                Instant.parse(json.path("endedAt").asText()),
                steps,
                lastOk,
                numbers(json.path("lastBackup")),
                json.has("certificates") ? Optional.of(margins(json)) : Optional.empty());
    }

    private static StepResult result(JsonNode json) throws IOException {
        JsonNode failure = json.path("failure");
        var warnings = new ArrayList<StepResult.Said>();
        json.path("warnings").forEach(warning -> warnings.add(said(warning)));
        int exitCode = json.path("exitCode").asInt(-1);
        return new StepResult(
                Step.of(json.path("step").asText()).orElseThrow(() -> new IOException("step")),
                StepResult.Outcome.of(json.path("outcome").asText()).orElseThrow(() -> new IOException("outcome")),
                Instant.parse(json.path("begunAt").asText()),
                Duration.ofMillis(Math.round(json.path("seconds").asDouble() * 1000)),
                exitCode(exitCode),
                failure.isObject() ? Optional.of(said(failure)) : Optional.empty(),
                warnings,
                numbers(json.path("numbers")));
    }

    private static StepResult.Said said(JsonNode json) {
        return new StepResult.Said(
                json.path("code").asText(), json.path("sentence").asText());
    }

    private static ExitCode exitCode(int number) throws IOException {
        for (ExitCode code : ExitCode.values()) {
            if (code.code() == number) {
                return code;
            }
        }
        throw new IOException("exitCode " + number);
    }

    private static Map<String, Long> numbers(JsonNode json) {
        var numbers = new TreeMap<String, Long>();
        json.properties()
                .forEach(
                        number -> numbers.put(number.getKey(), number.getValue().asLong()));
        return numbers;
    }

    private static Margins margins(JsonNode json) {
        List<Margins.Certificate> certificates = new ArrayList<>();
        json.path("certificates")
                .forEach(one -> certificates.add(new Margins.Certificate(
                        one.path("name").asText(),
                        Instant.parse(one.path("ends").asText()))));
        List<Margins.Database> databases = new ArrayList<>();
        json.path("databases")
                .forEach(one -> databases.add(new Margins.Database(
                        one.path("endpoint").asText(),
                        one.path("size").asLong(),
                        one.path("inUse").asLong(),
                        one.has("quota") ? OptionalLong.of(one.path("quota").asLong()) : OptionalLong.empty())));
        return new Margins(certificates, databases);
    }
}
