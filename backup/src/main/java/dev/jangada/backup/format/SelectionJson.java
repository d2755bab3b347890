package dev.jangada.backup.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.Selection;
import dev.jangada.repository.format.Id;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which objects were wanted, as the manifest says it. */
final class SelectionJson {

    private static final int DIGEST = 16;

    private SelectionJson() {}

    static ObjectNode of(Selection selection) {
        ObjectNode json = Json.object();
        globs(json, "kinds", selection.kinds());
        globs(json, "exceptKinds", selection.exceptKinds());
        globs(json, "namespaces", selection.namespaces());
        globs(json, "exceptNamespaces", selection.exceptNamespaces());
        globs(json, "names", selection.names());
        globs(json, "exceptNames", selection.exceptNames());
        return json.put("clusterScoped", selection.clusterScoped())
                .put("labels", selection.labels().toString())
                .put("fields", selection.fields().toString());
    }

    /** Whether nothing is left out. */
    static boolean isAll(Selection selection) {
        return Stream.of(
                                selection.kinds(),
                                selection.exceptKinds(),
                                selection.namespaces(),
                                selection.exceptNamespaces(),
                                selection.names(),
                                selection.exceptNames())
                        .allMatch(List::isEmpty)
                && selection.clusterScoped()
                && selection.labels().isAll()
                && selection.fields().isAll();
    }

    /** The same for selections that name the same, in whatever order: the first 16 digits of a SHA-256. */
    static String digest(Selection selection) {
        String text = of(selection).properties().stream()
                .map(field -> field.getKey() + "="
                        + (field.getValue().isArray()
                                ? String.join(",", new TreeSet<>(ManifestJson.texts(field.getValue())))
                                : field.getValue().asText()))
                .collect(Collectors.joining("\n"));
        return Id.of(text.getBytes(StandardCharsets.UTF_8)).toString().substring(0, DIGEST);
    }

    private static void globs(ObjectNode json, String name, List<Glob> globs) {
        var array = json.putArray(name);
        globs.forEach(glob -> array.add(glob.toString()));
    }

    static Selection read(JsonNode json) {
        return Selection.ALL
                .withKinds(globs(json.path("kinds")), globs(json.path("exceptKinds")))
                .withNamespaces(globs(json.path("namespaces")), globs(json.path("exceptNamespaces")))
                .withNames(globs(json.path("names")), globs(json.path("exceptNames")))
                .withClusterScoped(json.path("clusterScoped").asBoolean(true))
                .withSelectors(
                        LabelSelector.of(json.path("labels").asText()),
                        FieldSelector.of(json.path("fields").asText()));
    }

    private static List<Glob> globs(JsonNode array) {
        return ManifestJson.texts(array).stream().map(Glob::of).toList();
    }
}
