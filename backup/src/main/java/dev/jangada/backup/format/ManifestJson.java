package dev.jangada.backup.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link Manifest} as the two documents that it is: {@code manifest.json} and {@code kinds.json}. See {@code docs/design/backup.md}. */
public final class ManifestJson {

    /** The version of both documents; a reader refuses a newer one. */
    static final int FORMAT = 1;

    /** The code of {@link BackupMessage#PARTIAL_OBJECTS}. */
    private static final String PARTIAL = "partial-objects";

    private static final ObjectWriter PRETTY = Json.mapper().writerWithDefaultPrettyPrinter();

    private ManifestJson() {}

    /** The document {@code manifest.json}. */
    public static byte[] manifest(Manifest manifest) {
        ObjectNode root = Json.object();
        root.put("formatVersion", FORMAT);
        root.put("tool", manifest.tool());
        root.put("cluster", manifest.cluster());
        manifest.clusterUid().ifPresent(uid -> root.put("clusterUid", uid));
        manifest.kubernetesVersion().ifPresent(version -> root.put("kubernetesVersion", version));
        manifest.server().ifPresent(server -> root.put("server", server));
        root.put("startedAt", manifest.startedAt().toString());
        root.put("asOf", manifest.asOf().toString());
        root.put("seconds", manifest.duration().toMillis() / 1000.0);
        root.put("complete", manifest.complete());
        root.put("objects", manifest.objects()).put("bytes", manifest.bytes());
        strings(root.putArray("notCovered"), manifest.notCovered());
        root.set("selection", SelectionJson.of(manifest.selection()));
        manifest.etcd().ifPresent(etcd -> root.set("etcd", etcd(etcd)));
        ArrayNode kinds = root.putArray("kinds");
        manifest.kinds().forEach(kind -> kinds.add(KindJson.counted(kind)));
        ArrayNode gaps = root.putArray("gaps");
        manifest.gaps().forEach(gap -> problem(gaps.addObject().put("what", gap.what()), gap.why()));
        ArrayNode warnings = root.putArray("warnings");
        manifest.warnings().forEach(warning -> problem(warnings.addObject(), warning));
        return bytes(root);
    }

    /** The document {@code kinds.json}. */
    public static byte[] kinds(Manifest manifest) {
        ObjectNode root = Json.object();
        root.put("formatVersion", FORMAT);
        ArrayNode kinds = root.putArray("kinds");
        manifest.kinds().forEach(kind -> kinds.add(KindJson.described(kind.kind())));
        return bytes(root);
    }

    private static ObjectNode etcd(EtcdPart etcd) {
        return Json.object()
                .put("takenAt", etcd.takenAt().toString())
                .put("endpoint", etcd.endpoint())
                .put("version", etcd.version())
                .put("clusterId", etcd.clusterId())
                .put("memberId", etcd.memberId())
                .put("revision", etcd.revision())
                .put("compactRevision", etcd.compactRevision())
                .put("raftIndex", etcd.raftIndex())
                .put("raftTerm", etcd.raftTerm())
                .put("size", etcd.size())
                .put("sha256", etcd.sha256())
                .put("hashKv", etcd.hashKv())
                .put("hashComparison", etcd.hashComparison());
    }

    private static void problem(ObjectNode to, Problem problem) {
        to.put("code", problem.code()).put("why", problem.getMessage());
    }

    private static void strings(ArrayNode to, List<String> values) {
        values.forEach(to::add);
    }

    private static byte[] bytes(ObjectNode root) {
        try {
            var out = new ByteArrayOutputStream();
            out.write(PRETTY.writeValueAsBytes(root));
            out.write('\n');
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a tree in memory cannot fail to be written", e);
        }
    }

    /**
     * Reads both documents.
     *
     * @param name how problems call the backup
     * @throws Problem if they are of a newer format, or no such documents
     */
    public static Manifest read(String name, byte[] manifest, byte[] kinds) {
        JsonNode root = document(name, Layout.MANIFEST, manifest);
        JsonNode described = document(name, Layout.KINDS, kinds);
        try {
            return read(root, described);
        } catch (RuntimeException e) {
            // A document of this version that lacks something, or has something else where it should be.
            throw new Problem(e, ExitCode.CORRUPT, BackupMessage.BAD_DOCUMENT, name, Layout.MANIFEST, e.getMessage());
        }
    }

    private static JsonNode document(String name, String file, byte[] bytes) {
        JsonNode root;
        try {
            root = Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.CORRUPT, BackupMessage.BAD_DOCUMENT, name, file, "no JSON");
        }
        int format = root.path("formatVersion").asInt(0);
        if (format > FORMAT) {
            throw new Problem(
                    ExitCode.FAILED,
                    BackupMessage.NEWER_FORMAT,
                    name,
                    format,
                    FORMAT,
                    root.path("tool").asText("?"));
        }
        if (format < 1) {
            throw new Problem(ExitCode.CORRUPT, BackupMessage.BAD_DOCUMENT, name, file, "formatVersion");
        }
        return root;
    }

    private static Manifest read(JsonNode root, JsonNode described) {
        return new Manifest(
                root.path("tool").asText(),
                root.required("cluster").asText(),
                optional(root, "clusterUid"),
                optional(root, "kubernetesVersion"),
                optional(root, "server"),
                Instant.parse(root.required("startedAt").asText()),
                Instant.parse(root.required("asOf").asText()),
                Duration.ofMillis(Math.round(root.path("seconds").asDouble() * 1000)),
                SelectionJson.read(root.path("selection")),
                root.has("etcd") ? Optional.of(etcd(root.required("etcd"))) : Optional.empty(),
                KindJson.read(root.required("kinds"), described.required("kinds")),
                texts(root.path("notCovered")),
                gaps(root.path("gaps")),
                warnings(root.path("warnings")));
    }

    private static EtcdPart etcd(JsonNode etcd) {
        return new EtcdPart(
                Instant.parse(etcd.required("takenAt").asText()),
                etcd.path("endpoint").asText(),
                etcd.path("version").asText(),
                etcd.path("clusterId").asText(),
                etcd.path("memberId").asText(),
                etcd.required("revision").asLong(),
                etcd.required("compactRevision").asLong(),
                etcd.path("raftIndex").asLong(),
                etcd.path("raftTerm").asLong(),
                etcd.required("size").asLong(),
                etcd.required("sha256").asText(),
                etcd.required("hashKv").asLong(),
                etcd.path("hashComparison").asText());
    }

    private static List<Gap> gaps(JsonNode node) {
        var gaps = new ArrayList<Gap>();
        node.forEach(gap -> gaps.add(new Gap(gap.path("what").asText(), recorded(ExitCode.INCOMPLETE, gap))));
        return gaps;
    }

    private static List<Problem> warnings(JsonNode node) {
        var warnings = new ArrayList<Problem>();
        node.forEach(warning -> warnings.add(recorded(ExitCode.DONE, warning)));
        return warnings;
    }

    private static Problem recorded(ExitCode exitCode, JsonNode problem) {
        boolean partial = problem.path("code").asText().equals(PARTIAL);
        return new Problem(
                exitCode,
                partial ? BackupMessage.RECORDED_PARTIAL : BackupMessage.RECORDED,
                problem.path("why").asText());
    }

    private static Optional<String> optional(JsonNode root, String field) {
        return root.path(field).isTextual() ? Optional.of(root.path(field).textValue()) : Optional.empty();
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
