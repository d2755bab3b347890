package dev.jangada.backup.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.Selection;
import java.util.List;

/** Which objects were wanted, as the manifest says it. */
final class SelectionJson {

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
