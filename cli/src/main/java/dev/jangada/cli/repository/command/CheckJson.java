package dev.jangada.cli.repository.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.check.AffectedSnapshot;
import dev.jangada.repository.check.CheckReport;
import dev.jangada.repository.check.Finding;
import java.io.IOException;
import java.util.Locale;

/** The result of a check for programs. */
final class CheckJson {

    private CheckJson() {}

    static void print(Terminal terminal, String location, CheckReport report) throws IOException {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("location", location)
                .put("sound", report.isSound())
                .put("snapshots", report.snapshots())
                .put("trees", report.trees())
                .put("packs", report.packs())
                .put("packsRead", report.packsRead())
                .put("bytesRead", report.bytesRead());
        var findings = json.putArray("findings");
        Terminal english = terminal.speaking(Locale.ENGLISH);
        boolean isIndexWhole = report.remedy(location).isEmpty();
        for (Finding finding : report.findings()) {
            put(findings.addObject(), finding, CheckText.text(english, finding, isIndexWhole));
        }
        var affected = json.putArray("affected");
        report.affected().forEach(snapshot -> put(affected.addObject(), snapshot));
        TextOrJson.print(terminal, json);
    }

    private static void put(ObjectNode json, Finding finding, String text) {
        switch (finding) {
            case Finding.DamagedFile file -> json.put("code", "damaged-file").put("path", file.path());
            case Finding.MissingPack pack ->
                json.put("code", "missing-pack").put("pack", pack.pack().toString());
            case Finding.DamagedPack pack -> {
                json.put("code", "damaged-pack").put("pack", pack.pack().toString());
                var blobs = json.putArray("blobs");
                pack.damaged().forEach(blob -> blobs.add(blob.id().toString()));
            }
            case Finding.UnindexedBlob blob ->
                json.put("code", "unindexed-blob").put("blob", blob.blob().id().toString());
            case Finding.BadTree tree ->
                json.put("code", "bad-tree").put("tree", tree.tree().toString());
            case Finding.UnusedPack pack ->
                json.put("code", "unused-pack")
                        .put("pack", pack.pack().toString())
                        .put("bytes", pack.bytes());
        }
        json.put("damage", finding.isDamage()).put("text", text);
    }

    private static void put(ObjectNode json, AffectedSnapshot snapshot) {
        json.put("snapshot", snapshot.id().toString())
                .put("time", snapshot.time().toString())
                .put("host", snapshot.host())
                .put("lostFiles", snapshot.lostFiles())
                .put("lostDirectories", snapshot.lostDirectories())
                .put("soundFiles", snapshot.soundFiles())
                .put("soundBytes", snapshot.soundBytes());
        var paths = json.putArray("paths");
        snapshot.paths().forEach(paths::add);
    }
}
