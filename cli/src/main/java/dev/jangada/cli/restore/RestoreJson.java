package dev.jangada.cli.restore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.Reasons;
import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.Change;
import dev.jangada.kube.cluster.restore.Outcome;
import dev.jangada.kube.cluster.restore.PlanEntry;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.kube.cluster.restore.RestoreSummary;
import dev.jangada.kube.cluster.restore.Why;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectKey;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Plans and reports as JSON for scripts; sentences in it are English. */
final class RestoreJson {

    private RestoreJson() {}

    /** What a plan says before its entries. */
    static ObjectNode header(PlanHeader header) {
        ObjectNode json =
                Json.object().put("created", header.created().toString()).put("source", header.source());
        header.sourceCluster().ifPresent(uid -> json.put("sourceCluster", uid));
        json.set("target", target(header));
        json.put("sameCluster", header.sameCluster());
        RestoreWords.of(header.options()).forEach(json.putArray("options")::add);
        ObjectNode counts = json.putObject("counts");
        for (Action action : Action.values()) {
            counts.put(RestoreWords.word(action), header.count(action));
        }
        ObjectNode leftOut = json.putObject("leftOut");
        header.leftOut().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> leftOut.put(Reasons.name(entry.getKey()), entry.getValue()));
        ArrayNode obstacles = json.putArray("obstacles");
        header.obstacles().forEach(obstacle -> obstacles.add(why(obstacle)));
        ArrayNode notes = json.putArray("notes");
        header.notes().forEach(note -> notes.add(why(note)));
        header.incomplete().forEach(json.putArray("incomplete")::add);
        return json;
    }

    private static ObjectNode target(PlanHeader header) {
        return Json.object()
                .put("context", header.target().context())
                .put("server", header.target().server())
                .put("uid", header.target().uid());
    }

    static ObjectNode entry(PlanEntry entry) {
        ObjectNode json = Json.object().put("action", RestoreWords.word(entry.action()));
        entry.how().ifPresent(how -> json.put("how", RestoreWords.word(how)));
        json.put("apiVersion", entry.kind().apiVersion());
        object(json, entry.target());
        if (!entry.source().equals(entry.target())) {
            object(json.putObject("source"), entry.source());
        }
        entry.why().ifPresent(why -> json.set("why", why(why)));
        if (!entry.changes().isEmpty()) {
            ArrayNode fields = json.putArray("fields");
            for (Change change : entry.changes()) {
                ObjectNode field = fields.addObject().put("path", change.path());
                change.before().ifPresent(value -> field.put("before", value));
                change.after().ifPresent(value -> field.put("after", value));
            }
        }
        return json;
    }

    /** How a restore went. */
    static ObjectNode report(RestoreReport report, Optional<RestoreExecution.Effort> effort) {
        ObjectNode json = Json.object()
                .put("id", report.folder().id())
                .put("state", RestoreWords.word(RestoreState.of(report)))
                .put("complete", report.complete());
        report.began().ifPresent(began -> json.put("began", began.toString()));
        report.ended().ifPresent(ended -> json.put("ended", ended.toString()));
        effort.ifPresent(made ->
                json.put("seconds", TextRestoreReport.seconds(made.took())).put("objects", made.objects()));
        json.set("counts", counts(report.summary()));
        ArrayNode failures = json.putArray("failures");
        for (RestoreReport.Failure failure : report.failures()) {
            ObjectNode told = failures.addObject().put("action", RestoreWords.word(failure.action()));
            object(told, failure.object());
            told.set("why", why(failure.why()));
        }
        ArrayNode warnings = json.putArray("warnings");
        ServerWarnings.of(report)
                .forEach(warning ->
                        warnings.addObject().put("text", warning.getKey()).put("objects", warning.getValue()));
        report.plan().header().incomplete().forEach(json.putArray("incomplete")::add);
        return json;
    }

    /** A restore of the past by itself. */
    static ObjectNode document(RestoreReport report) {
        PlanHeader header = report.plan().header();
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("id", report.folder().id())
                .put("source", header.source());
        json.set("target", target(header));
        json.set("report", report(report, Optional.empty()));
        return json;
    }

    /** A restore in a list of them. */
    static ObjectNode summary(RestoreSummary restore) {
        PlanHeader header = restore.plan().header();
        ObjectNode json = Json.object()
                .put("id", restore.folder().id())
                .put("state", RestoreWords.word(RestoreState.of(restore)))
                .put("created", header.created().toString())
                .put("source", header.source());
        json.set("target", target(header));
        json.put("writes", header.writes());
        json.set("counts", counts(restore));
        return json;
    }

    private static ObjectNode counts(RestoreSummary restore) {
        ObjectNode counts = Json.object();
        for (Outcome outcome : Outcome.values()) {
            counts.put(RestoreWords.word(outcome), restore.count(outcome));
        }
        return counts;
    }

    private static void object(ObjectNode json, ObjectKey key) {
        json.put("group", key.groupKind().group()).put("kind", key.groupKind().kind());
        if (!key.namespace().isEmpty()) {
            json.put("namespace", key.namespace());
        }
        json.put("name", key.name());
    }

    private static ObjectNode why(Why why) {
        return Json.object().put("code", why.code()).put("text", why.in(Locale.ENGLISH));
    }
}
