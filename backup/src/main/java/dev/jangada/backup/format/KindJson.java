package dev.jangada.backup.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.ResourceKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A kind in the two documents: counted in the manifest, described in the list of kinds. */
final class KindJson {

    private KindJson() {}

    static ObjectNode counted(CoveredKind covered) {
        ObjectNode json = Json.object()
                .put("resource", covered.kind().resourceName())
                .put("version", covered.kind().version());
        if (covered.versions().size() > 1) {
            covered.versions().forEach(json.putArray("versions")::add);
        }
        covered.origins().stream()
                .sorted()
                .map(origin -> origin.name().toLowerCase(Locale.ROOT))
                .forEach(json.withArray("/from")::add);
        json.put("objects", covered.objects());
        if (covered.objects() > 0) {
            json.put("bytes", covered.bytes()).put("sha256", covered.sha256());
        }
        covered.revisions().forEach(json.withArray("/revisions")::add);
        covered.partial().writeTo(json);
        return json;
    }

    static ObjectNode described(ResourceKind kind) {
        ObjectNode json = Json.object()
                .put("group", kind.group())
                .put("kind", kind.kind())
                .put("plural", kind.plural())
                .put("singular", kind.singular())
                .put("namespaced", kind.namespaced());
        kind.shortNames().forEach(json.withArray("/shortNames")::add);
        kind.categories().forEach(json.withArray("/categories")::add);
        kind.verbs().forEach(json.withArray("/verbs")::add);
        return json;
    }

    static List<CoveredKind> read(JsonNode counted, JsonNode described) {
        Map<String, ResourceKind> names = new HashMap<>();
        for (JsonNode json : described) {
            ResourceKind kind = kind(json);
            names.put(kind.resourceName(), kind);
        }
        var kinds = new ArrayList<CoveredKind>();
        for (JsonNode json : counted) {
            String resource = json.required("resource").asText();
            ResourceKind named = names.get(resource);
            if (named == null) {
                throw new IllegalArgumentException(resource + " is not in " + Layout.KINDS);
            }
            String version = json.required("version").asText();
            kinds.add(new CoveredKind(
                    named.atVersion(version),
                    json.has("versions") ? ManifestJson.texts(json.path("versions")) : List.of(version),
                    origins(json.path("from")),
                    json.required("objects").asLong(),
                    json.path("bytes").asLong(),
                    json.has("sha256") ? json.path("sha256").asText() : new KindDigest().finish(),
                    ManifestJson.texts(json.path("revisions")),
                    PartialObjects.of(json)));
        }
        return kinds;
    }

    private static ResourceKind kind(JsonNode json) {
        return new ResourceKind(
                json.path("group").asText(),
                "",
                json.required("kind").asText(),
                json.required("plural").asText(),
                json.path("singular").asText(),
                ManifestJson.texts(json.path("shortNames")),
                ManifestJson.texts(json.path("categories")),
                json.path("namespaced").asBoolean(),
                ManifestJson.texts(json.path("verbs")));
    }

    private static Set<CoveredKind.Origin> origins(JsonNode from) {
        Set<CoveredKind.Origin> origins = EnumSet.noneOf(CoveredKind.Origin.class);
        from.forEach(
                origin -> origins.add(CoveredKind.Origin.valueOf(origin.asText().toUpperCase(Locale.ROOT))));
        return origins;
    }
}
