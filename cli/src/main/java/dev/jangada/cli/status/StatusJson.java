package dev.jangada.cli.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.status.ApiStatus;
import dev.jangada.backup.status.BackupStatus;
import dev.jangada.backup.status.ClusterStatus;
import dev.jangada.backup.status.EtcdStatus;
import dev.jangada.kube.model.Json;
import java.util.Locale;
import java.util.Optional;

/** A status as JSON for scripts; sentences in it are English. */
final class StatusJson {

    private StatusJson() {}

    static ObjectNode of(ClusterStatus status) {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("cluster", status.cluster())
                .put("at", status.at().toString())
                .put("verdict", status.verdict().name().toLowerCase(Locale.ROOT));
        status.api().ifPresent(api -> json.set("api", api(api)));
        status.etcd().ifPresent(etcd -> json.set("etcd", etcd(etcd)));
        ArrayNode certificates = json.putArray("certificates");
        status.certificates()
                .forEach(certificate -> certificates
                        .addObject()
                        .put("name", certificate.name())
                        .put("ends", certificate.ends().toString()));
        status.backups().ifPresent(backups -> json.set("backups", backups(backups)));
        ArrayNode findings = json.putArray("findings");
        status.findings()
                .forEach(finding -> findings.addObject()
                        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                        .put("area", finding.area().name().toLowerCase(Locale.ROOT))
                        .put("code", finding.sentence().code())
                        .put("sentence", finding.sentence().getMessage()));
        return json;
    }

    private static ObjectNode api(ApiStatus api) {
        ObjectNode json = Json.object().put("answers", api.down().isEmpty());
        api.server().ifPresent(server -> json.put("server", server));
        api.version().ifPresent(version -> json.put("kubernetesVersion", version));
        if (api.down().isEmpty() && api.nodesUnknown().isEmpty()) {
            json.put("nodes", api.nodes());
            api.notReady().forEach(json.putArray("notReady")::add);
        }
        return json;
    }

    private static ObjectNode etcd(EtcdStatus etcd) {
        ObjectNode json = Json.object();
        ArrayNode members = json.putArray("members");
        etcd.members().forEach(member -> {
            ObjectNode one = members.addObject()
                    .put("endpoint", member.endpoint().toString())
                    .put("healthy", member.healthy());
            member.status().ifPresent(status -> {
                one.put("version", status.version())
                        .put("leads", status.leads())
                        .put("dbSize", status.dbSize())
                        .put("dbSizeInUse", status.dbSizeInUse());
                status.quota().ifPresent(quota -> one.put("dbSizeQuota", quota));
            });
        });
        etcd.notStarted().forEach(json.putArray("notStarted")::add);
        ArrayNode alarms = json.putArray("alarms");
        etcd.alarms()
                .forEach(alarm -> alarms.addObject()
                        .put("member", alarm.hexMemberId())
                        .put("kind", alarm.kind().name()));
        return json;
    }

    private static ObjectNode backups(BackupStatus backups) {
        ObjectNode json = Json.object().put("readable", backups.unreadable().isEmpty());
        if (backups.unreadable().isEmpty()) {
            json.put("count", backups.count());
            ArrayNode damaged = json.putArray("damaged");
            backups.damaged().forEach(id -> damaged.add(id.toString()));
            backup(json, "newest", backups.newest());
            backup(json, "lastComplete", backups.complete());
            backup(json, "lastVerified", backups.verified());
            backups.restored().ifPresent(entry -> json.set("lastRestored", done(entry)));
            backups.rehearsed().ifPresent(entry -> json.set("lastRehearsed", done(entry)));
        }
        return json;
    }

    private static ObjectNode done(EvidenceEntry entry) {
        return Json.object()
                .put("at", entry.begun().toString())
                .put("seconds", entry.took().toMillis() / 1000.0)
                .put("backup", entry.about().id())
                .put("verdict", entry.verdict().word());
    }

    private static void backup(ObjectNode json, String name, Optional<Backup> backup) {
        backup.ifPresent(found -> json.putObject(name)
                .put("id", found.id().toString())
                .put("time", found.time().toString())
                .put("complete", found.complete()));
    }
}
