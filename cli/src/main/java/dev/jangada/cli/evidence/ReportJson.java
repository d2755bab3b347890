package dev.jangada.cli.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.evidence.MonthReport;
import dev.jangada.kube.model.Json;

/** A month's report as JSON for scripts. */
final class ReportJson {

    private ReportJson() {}

    static ObjectNode of(MonthReport report) {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("cluster", report.cluster())
                .put("month", report.month().toString())
                .put("timeZone", report.zone().getId())
                .put("until", report.until().toString())
                .put("clean", report.clean())
                .put("failures", report.failures());
        report.maxAge().ifPresent(age -> json.put("maxAgeSeconds", age.toSeconds()));
        ArrayNode backups = json.putArray("backups");
        report.backups().forEach(line -> {
            ObjectNode one = backups.addObject()
                    .put("id", line.id())
                    .put("time", line.time().toString())
                    .put("complete", line.complete())
                    .put("present", line.present())
                    .put("proven", line.proven());
            line.verification().ifPresent(entry -> one.set("verification", entry(entry)));
        });
        ArrayNode events = json.putArray("events");
        report.events().forEach(entry -> events.add(entry(entry)));
        ArrayNode gaps = json.putArray("gaps");
        report.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("from", gap.from().toString())
                        .put("to", gap.to().toString())
                        .put("seconds", gap.length().toSeconds()));
        report.lastVerified().ifPresent(entry -> json.set("lastVerified", entry(entry)));
        report.lastRehearsed().ifPresent(entry -> json.set("lastRehearsed", entry(entry)));
        return json;
    }

    private static ObjectNode entry(EvidenceEntry entry) {
        return Json.object()
                .put("id", entry.id().toString())
                .put("kind", entry.kind().word())
                .put("backup", entry.about().id())
                .put("begunAt", entry.begun().toString())
                .put("seconds", entry.took().toMillis() / 1000.0)
                .put("verdict", entry.verdict().word())
                .put("by", entry.by().toString())
                .put("tool", entry.tool());
    }
}
