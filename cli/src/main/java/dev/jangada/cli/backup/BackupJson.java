package dev.jangada.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.cli.command.SelectionWords;
import dev.jangada.kube.model.Json;

/** Backups for scripts. */
final class BackupJson {

    private static final int FORMAT = 1;

    private BackupJson() {}

    /** What the snapshot document tells. */
    static ObjectNode of(Backup backup) {
        ObjectNode json = Json.object()
                .put("id", backup.id().toString())
                .put("time", backup.time().toString())
                .put("cluster", backup.cluster())
                .put("complete", backup.complete())
                .put("holds", backup.holds().word())
                .put("etcd", backup.withEtcd());
        backup.tags().forEach(json.putArray("tags")::add);
        return json;
    }

    /** A document of its own. */
    static ObjectNode document() {
        return Json.object().put("formatVersion", FORMAT);
    }

    static ObjectNode created(CreatedBackup created) {
        ObjectNode json = document();
        json.setAll(of(created.backup()));
        Manifest manifest = created.manifest();
        SelectionWords.of(manifest.selection()).forEach(json.putArray("selection")::add);
        json.put("objects", manifest.objects()).put("bytes", manifest.bytes());
        manifest.etcd().ifPresent(etcd -> json.put("revision", etcd.revision()).put("etcdBytes", etcd.size()));
        json.put("newBlobs", created.written().newBlobs())
                .put("newBytes", created.written().newBytes())
                .put("storedBytes", created.written().storedBytes())
                .put("seconds", created.took().toMillis() / 1000.0);
        problems(json, manifest);
        return json;
    }

    static void problems(ObjectNode json, Manifest manifest) {
        var gaps = json.putArray("gaps");
        manifest.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("what", gap.what())
                        .put("why", gap.why().getMessage()));
        var warnings = json.putArray("warnings");
        manifest.warnings().forEach(warning -> warnings.add(warning.getMessage()));
    }
}
