package dev.jangada.cli.objects;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.Reasons;
import dev.jangada.cli.command.SelectionWords;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.compare.DiffSummary;
import dev.jangada.kube.model.compare.FieldChange;
import dev.jangada.kube.model.compare.ObjectDiff;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** A comparison as a script reads it: one JSON document, written while the comparison goes on. */
final class JsonDiffReport implements DiffReport {

    private final Terminal terminal;
    private final boolean showSecrets;
    private final JsonGenerator json;

    JsonDiffReport(Terminal terminal, boolean showSecrets) throws IOException {
        this.terminal = terminal;
        this.showSecrets = showSecrets;
        this.json = Json.mapper().createGenerator(terminal.out());
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeNumberField("formatVersion", 1);
        json.writeArrayFieldStart("objects");
    }

    @Override
    public void onAdded(KubeObject object) {
        write(entry("added", object.key()));
    }

    @Override
    public void onRemoved(KubeObject object) {
        write(entry("removed", object.key()));
    }

    @Override
    public void onChanged(ObjectDiff diff) {
        ObjectNode entry = entry("changed", diff.key());
        var fields = entry.putArray("fields");
        for (FieldChange change : diff.changes()) {
            ObjectNode field = fields.addObject()
                    .put("path", change.path())
                    .put("change", change.what().name().toLowerCase(Locale.ROOT))
                    .put("sensitive", change.sensitive());
            change.before().ifPresent(value -> field.set("before", value(value)));
            change.after().ifPresent(value -> field.set("after", value(value)));
        }
        write(entry);
    }

    private JsonNode value(FieldChange.Value value) {
        return showSecrets ? value.raw() : value.shown();
    }

    @Override
    public void onNotComparable(KubeObject before, KubeObject after, Optional<Problem> why) {
        ObjectNode entry = entry("not-comparable", after.key())
                .put("versionBefore", before.apiVersion())
                .put("versionAfter", after.apiVersion());
        why.ifPresent(problem -> entry.put("why", problem.getMessage()));
        write(entry);
    }

    private static ObjectNode entry(String change, ObjectKey key) {
        ObjectNode entry = Json.object()
                .put("change", change)
                .put("group", key.groupKind().group())
                .put("kind", key.groupKind().kind());
        if (!key.namespace().isEmpty()) {
            entry.put("namespace", key.namespace());
        }
        return entry.put("name", key.name());
    }

    private void write(ObjectNode entry) {
        try {
            json.writeTree(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end(DiffSummary summary) throws IOException {
        json.writeEndArray();
        ObjectNode counts = Json.object()
                .put("same", summary.same())
                .put("added", summary.added())
                .put("removed", summary.removed())
                .put("changed", summary.changed())
                .put("notComparable", summary.notComparable());
        json.writePOJOField("summary", counts);
        json.writeStringField("scrub", summary.scrub().level().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("complete", summary.complete());
        json.writePOJOField("before", side(summary.before()));
        json.writePOJOField("after", side(summary.after()));
        json.writeEndObject();
        json.flush();
        terminal.out().println();
    }

    private static ObjectNode side(DiffSummary.Side side) {
        ObjectNode tree = Json.object();
        side.onlyHere().stream().map(GroupKind::toString).forEach(tree.putArray("kindsOnlyHere")::add);
        side.selection().exceptNamespaces().stream()
                .map(Object::toString)
                .forEach(tree.putArray("namespacesNotCovered")::add);
        SelectionWords.of(side.selection()).forEach(tree.putArray("selection")::add);
        ObjectNode leftOut = tree.putObject("leftOut");
        side.leftOut().forEach((reason, count) -> leftOut.put(Reasons.name(reason), count));
        var gaps = tree.putArray("gaps");
        for (Gap gap : side.gaps()) {
            gaps.addObject().put("what", gap.what()).put("why", gap.why().getMessage());
        }
        ObjectNode revisions = tree.putObject("spansRevisions");
        for (Reading reading : side.spanning()) {
            reading.resourceVersions().forEach(revisions.putArray(reading.kind().resourceName())::add);
        }
        return tree;
    }
}
