package dev.jangada.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.ResourceKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that a server serves and the paths of their objects, by plain discovery: one request per group and version.
 * This is not the code under test; it is slower and simpler.
 */
public final class Resources {

    private final Api api;
    private volatile Map<String, ResourceKind> byType = Map.of();

    Resources(Api api) {
        this.api = api;
    }

    /** Every kind at every version that is served now, subresources left out. */
    public List<ResourceKind> all() {
        var found = new ArrayList<ResourceKind>();
        read("/api/v1", "", "v1", found);
        for (JsonNode group : api.get("/apis").path("groups")) {
            for (JsonNode version : group.path("versions")) {
                read(
                        "/apis/" + version.path("groupVersion").asText(),
                        group.path("name").asText(),
                        version.path("version").asText(),
                        found);
            }
        }
        return found;
    }

    private void read(String path, String group, String version, List<ResourceKind> found) {
        Answer answer = api.send("GET", path, null, "application/json");
        if (answer.status() == 404) {
            // A version that appears or goes away between two requests.
            return;
        }
        for (JsonNode resource : Api.object(answer.orFail("GET " + path)).path("resources")) {
            String plural = resource.path("name").asText();
            if (!plural.contains("/")) {
                found.add(new ResourceKind(
                        group,
                        version,
                        resource.path("kind").asText(),
                        plural,
                        resource.path("singularName").asText(),
                        List.of(),
                        List.of(),
                        resource.path("namespaced").asBoolean(),
                        texts(resource.path("verbs"))));
            }
        }
    }

    /** The path of the collection that an object belongs to, for {@link Api#post}. */
    public String collection(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return collection(
                object.path("apiVersion").asText(),
                object.path("kind").asText(),
                metadata.path("namespace").asText());
    }

    /** The path of an object. */
    public String path(JsonNode object) {
        return collection(object) + "/" + object.at("/metadata/name").asText();
    }

    /**
     * The path of a collection.
     *
     * @param apiVersion for example {@code apps/v1}
     * @param kind for example {@code Deployment}
     * @param namespace the namespace; empty for a cluster-scoped kind, or for all namespaces
     * @throws LabException if the server does not serve the kind
     */
    public String collection(String apiVersion, String kind, String namespace) {
        ResourceKind found = kind(apiVersion, kind);
        return (found.group().isEmpty() ? "/api/v1" : "/apis/" + apiVersion)
                + (found.namespaced() && !namespace.isEmpty() ? "/namespaces/" + namespace : "")
                + "/"
                + found.plural();
    }

    private ResourceKind kind(String apiVersion, String kind) {
        String type = apiVersion + " " + kind;
        @Nullable ResourceKind known = byType.get(type);
        if (known == null) {
            known = refreshed(type);
        }
        if (known == null) {
            throw new LabException(api.server() + " does not serve " + type);
        }
        return known;
    }

    /** Of many threads that miss a kind at once, the first one asks the server. */
    private synchronized @Nullable ResourceKind refreshed(String type) {
        if (!byType.containsKey(type)) {
            var fresh = new HashMap<String, ResourceKind>();
            all().forEach(each -> fresh.put(each.apiVersion() + " " + each.kind(), each));
            byType = Map.copyOf(fresh);
        }
        return byType.get(type);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The objects of a collection, all at once. */
    public List<ObjectNode> list(String apiVersion, String kind) {
        var items = new ArrayList<ObjectNode>();
        for (JsonNode item : api.get(collection(apiVersion, kind, "")).path("items")) {
            items.add(((ObjectNode) item).put("apiVersion", apiVersion).put("kind", kind));
        }
        return items;
    }
}
