package dev.jangada.cli.restore;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.command.Globals;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Plan;
import dev.jangada.kube.cluster.restore.PlanEntry;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A restore as a script reads it: one JSON document, whose entries are written as they are read. */
final class JsonRestoreOutput implements RestoreOutput {

    private final Terminal terminal;
    private final Globals globals;
    private final JsonGenerator json;

    JsonRestoreOutput(Terminal terminal, Globals globals) throws IOException {
        this.terminal = terminal;
        this.globals = globals;
        this.json = Json.mapper().createGenerator(terminal.out());
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeNumberField("formatVersion", 1);
    }

    @Override
    public void plan(PlannedRestore planned) {
        Plan plan = planned.plan();
        PlanHeader header = plan.header();
        try {
            json.writeStringField("id", planned.folder().id());
            json.writeObjectFieldStart("plan");
            for (var field : RestoreJson.header(header).properties()) {
                json.writeFieldName(field.getKey());
                json.writeTree(field.getValue());
            }
            json.writeArrayFieldStart("entries");
            plan.entries((entry, _) -> write(entry));
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(PlanEntry entry) {
        try {
            json.writeTree(RestoreJson.entry(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The counts say it. */
    @Override
    public void nothingToDo() {}

    @Override
    public void report(RestoreReport report, Optional<RestoreExecution.Effort> effort) {
        JsonNode tree = RestoreJson.report(report, effort);
        try {
            json.writeFieldName("report");
            json.writeTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document on a terminal must not be torn by a line of progress. */
    @Override
    public Progress progress() {
        return terminal.outIsTerminal() ? Progress.none(terminal) : Progress.start(terminal, globals);
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.out().println();
    }
}
