package dev.jangada.kube.dump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code dump.json} says of the three files beside it. The format is in {@code docs/design/dump-format.md}.
 *
 * @param tool the program that wrote the dump, with its version
 * @param createdAt when it was written
 * @param provenance where the objects are from
 * @param scrub what was taken out of them
 * @param selection which objects of the kinds are there
 * @param kinds the kinds that are covered, in the order in which they were written
 * @param leftOut how many objects were left out, by the reason's name
 * @param gaps what should have been read and could not be
 */
record Manifest(
        String tool,
        Instant createdAt,
        Provenance provenance,
        Scrub scrub,
        Selection selection,
        List<DumpResult.DumpedKind> kinds,
        Map<String, Long> leftOut,
        List<Gap> gaps) {

    /** The code of {@link DumpMessage#PARTIAL_OBJECTS}. */
    private static final String PARTIAL = "partial-objects";

    /** The version of the format; a reader refuses a newer one. */
    static final int FORMAT = 1;

    byte[] toJson() {
        ObjectNode root = Json.object();
        root.put("formatVersion", FORMAT);
        root.put("tool", tool);
        root.put("createdAt", createdAt.toString());
        root.put("asOf", provenance.asOf().toString());
        root.put("complete", gaps.isEmpty());
        ObjectNode source = root.putObject("source");
        source.put("name", provenance.source());
        provenance.context().ifPresent(context -> source.put("context", context));
        provenance.server().ifPresent(server -> source.put("server", server));
        provenance.clusterUid().ifPresent(uid -> source.put("clusterUid", uid));
        provenance.kubernetesVersion().ifPresent(version -> source.put("kubernetesVersion", version));
        root.putObject("scrub")
                .put("level", scrub.level().name().toLowerCase(Locale.ROOT))
                .put("systemNamespaces", scrub.systemNamespaces())
                .put("finishedJobs", scrub.finishedJobs())
                .put("nodeOwned", scrub.nodeOwned());
        ObjectNode selected = root.putObject("selection");
        putGlobs(selected, "namespaces", selection.namespaces());
        putGlobs(selected, "exceptNamespaces", selection.exceptNamespaces());
        putGlobs(selected, "names", selection.names());
        putGlobs(selected, "exceptNames", selection.exceptNames());
        selected.put("clusterScoped", selection.clusterScoped());
        selected.put("labels", selection.labels().toString());
        selected.put("fields", selection.fields().toString());
        ArrayNode covered = root.putArray("kinds");
        kinds.forEach(kind -> put(covered.addObject(), kind));
        ObjectNode out = root.putObject("leftOut");
        new TreeMap<>(leftOut).forEach(out::put);
        ArrayNode missing = root.putArray("gaps");
        gaps.forEach(gap -> missing.addObject()
                .put("what", gap.what())
                .put("code", gap.why().code())
                .put("why", gap.why().getMessage()));
        var layout = new PrettyJson();
        layout.layOut(Json.bytes(root));
        return java.util.Arrays.copyOf(layout.buffer(), layout.size());
    }

    private static void putGlobs(ObjectNode to, String name, List<Glob> globs) {
        ArrayNode array = to.putArray(name);
        globs.forEach(glob -> array.add(glob.toString()));
    }

    private static void put(ObjectNode to, DumpResult.DumpedKind dumped) {
        ResourceKind kind = dumped.kind();
        to.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        to.put("plural", kind.plural()).put("singular", kind.singular());
        kind.shortNames().forEach(to.withArray("/shortNames")::add);
        kind.categories().forEach(to.withArray("/categories")::add);
        to.put("namespaced", kind.namespaced());
        to.put("file", DumpFiles.of(kind.groupKind()));
        to.put("objects", dumped.objects()).put("bytes", dumped.bytes());
        dumped.revisions().forEach(to.withArray("/revisions")::add);
        dumped.partial().writeTo(to);
    }

    /**
     * Reads the manifest.
     *
     * @param root the parsed file
     * @param file its name, for messages
     * @param source what to call the source that the dump is
     * @throws Problem if it is of a newer format, or not a manifest
     */
    static Manifest of(JsonNode root, String file, String source) {
        int format = root.path("formatVersion").asInt(0);
        if (format > FORMAT) {
            throw new Problem(ExitCode.FAILED, DumpMessage.NEWER_FORMAT, file, format, FORMAT, text(root.path("tool")));
        }
        if (format < 1) {
            throw new Problem(ExitCode.CORRUPT, DumpMessage.BAD_MANIFEST, file, "formatVersion");
        }
        try {
            JsonNode from = root.path("source");
            return new Manifest(
                    text(root.path("tool")),
                    instant(root, "createdAt", file),
                    new Provenance(
                            source,
                            optional(from.path("context")),
                            optional(from.path("server")),
                            optional(from.path("clusterUid")),
                            optional(from.path("kubernetesVersion")),
                            instant(root, "asOf", file)),
                    scrub(root.path("scrub"), file),
                    selection(root.path("selection")),
                    kinds(root.path("kinds"), file),
                    leftOut(root.path("leftOut")),
                    gaps(root.path("gaps")));
        } catch (Problem e) {
            if (e.exitCode() == ExitCode.USAGE) {
                throw new Problem(e, ExitCode.CORRUPT, DumpMessage.BAD_MANIFEST, file, "selection");
            }
            throw e;
        }
    }

    private static String text(JsonNode node) {
        return node.asText("");
    }

    private static Optional<String> optional(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    private static Instant instant(JsonNode root, String field, String file) {
        try {
            return Instant.parse(text(root.path(field)));
        } catch (java.time.format.DateTimeParseException e) {
            throw new Problem(e, ExitCode.CORRUPT, DumpMessage.BAD_MANIFEST, file, field);
        }
    }

    private static Scrub scrub(JsonNode node, String file) {
        try {
            return new Scrub(
                    Scrub.Level.valueOf(text(node.path("level")).toUpperCase(Locale.ROOT)),
                    node.path("systemNamespaces").asBoolean(),
                    node.path("finishedJobs").asBoolean(),
                    node.path("nodeOwned").asBoolean());
        } catch (IllegalArgumentException e) {
            throw new Problem(e, ExitCode.CORRUPT, DumpMessage.BAD_MANIFEST, file, "scrub.level");
        }
    }

    private static Selection selection(JsonNode node) {
        return Selection.ALL
                .withNamespaces(globs(node.path("namespaces")), globs(node.path("exceptNamespaces")))
                .withNames(globs(node.path("names")), globs(node.path("exceptNames")))
                .withClusterScoped(node.path("clusterScoped").asBoolean(true))
                .withSelectors(
                        LabelSelector.of(text(node.path("labels"))), FieldSelector.of(text(node.path("fields"))));
    }

    private static List<Glob> globs(JsonNode node) {
        return strings(node).stream().map(Glob::of).toList();
    }

    private static List<String> strings(JsonNode node) {
        var strings = new ArrayList<String>();
        node.forEach(item -> strings.add(text(item)));
        return strings;
    }

    private static List<DumpResult.DumpedKind> kinds(JsonNode node, String file) {
        var kinds = new ArrayList<DumpResult.DumpedKind>();
        for (JsonNode item : node) {
            String apiVersion = text(item.path("apiVersion"));
            String kind = text(item.path("kind"));
            if (apiVersion.isEmpty() || kind.isEmpty()) {
                throw new Problem(ExitCode.CORRUPT, DumpMessage.BAD_MANIFEST, file, "kinds[" + kinds.size() + "]");
            }
            int slash = apiVersion.indexOf('/');
            kinds.add(new DumpResult.DumpedKind(
                    new ResourceKind(
                            slash < 0 ? "" : apiVersion.substring(0, slash),
                            apiVersion.substring(slash + 1),
                            kind,
                            text(item.path("plural")),
                            text(item.path("singular")),
                            strings(item.path("shortNames")),
                            strings(item.path("categories")),
                            item.path("namespaced").asBoolean(),
                            List.of()),
                    item.path("objects").asLong(),
                    item.path("bytes").asLong(),
                    strings(item.path("revisions")),
                    item.path("revisions").size() > 1,
                    PartialObjects.of(item)));
        }
        return kinds;
    }

    private static Map<String, Long> leftOut(JsonNode node) {
        var counts = new TreeMap<String, Long>();
        node.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }

    private static List<Gap> gaps(JsonNode node) {
        var gaps = new ArrayList<Gap>();
        for (JsonNode gap : node) {
            if (text(gap.path("code")).equals(PARTIAL)) {
                // The objects are here, and say themselves what they lack.
                continue;
            }
            gaps.add(new Gap(
                    text(gap.path("what")),
                    new Problem(ExitCode.INCOMPLETE, DumpMessage.RECORDED_GAP, text(gap.path("why")))));
        }
        return gaps;
    }
}
