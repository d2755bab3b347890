package dev.jangada.cli.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            line.verification().ifPresent(entry -> one.set("verification", EvidenceJson.of(entry)));
        });
        ArrayNode events = json.putArray("events");
        report.events().forEach(entry -> events.add(EvidenceJson.of(entry)));
        ArrayNode gaps = json.putArray("gaps");
        report.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("from", gap.from().toString())
                        .put("to", gap.to().toString())
                        .put("seconds", gap.length().toSeconds()));
        report.lastVerified().ifPresent(entry -> json.set("lastVerified", EvidenceJson.of(entry)));
        report.lastRestored().ifPresent(entry -> json.set("lastRestored", EvidenceJson.of(entry)));
        report.lastRehearsed().ifPresent(entry -> json.set("lastRehearsed", EvidenceJson.of(entry)));
        return json;
    }
}
