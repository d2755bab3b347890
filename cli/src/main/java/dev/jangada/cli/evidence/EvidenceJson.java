package dev.jangada.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.kube.model.Json;

/** A piece of evidence as JSON for scripts. */
public final class EvidenceJson {

    private EvidenceJson() {}

    /** What its snapshot document tells. */
    public static ObjectNode of(EvidenceEntry entry) {
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
