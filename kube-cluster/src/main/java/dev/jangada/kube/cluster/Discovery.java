package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.Asking;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Asks an API server which kinds it serves: two requests where it has aggregated discovery (Kubernetes 1.26 and later),
 * else one for each group version. A group version that does not answer is a {@link Gap}.
 */
final class Discovery {

    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=%s;as=APIGroupDiscoveryList";

    /** The newest form first, the plain one last, as kubectl asks. */
    private static final String ACCEPT =
            AGGREGATED.formatted("v2") + "," + AGGREGATED.formatted("v2beta1") + "," + ApiClient.JSON;

    private final ApiClient api;
    private final List<ResourceKind> served = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    private Discovery(ApiClient api) {
        this.api = api;
    }

    /**
     * Asks.
     *
     * @throws Problem if the server does not answer, refuses, or no group version says what it has
     */
    static Discovered run(ApiClient api) {
        var discovery = new Discovery(api);
        discovery.root("/api");
        discovery.root("/apis");
        if (discovery.served.isEmpty() && !discovery.gaps.isEmpty()) {
            throw discovery.gaps.getFirst().why();
        }
        return Discovered.of(discovery.served, discovery.gaps);
    }

    /**
     * Asks for one version of a group.
     *
     * @return none if it does not say what it has
     * @throws Problem if the server does not answer
     */
    static List<ResourceKind> of(ApiClient api, String group, String version) {
        var discovery = new Discovery(api);
        discovery.legacyGroupVersion(group, version);
        return Discovered.of(discovery.served, List.of()).kinds();
    }

    private void root(String path) {
        JsonNode root;
        try {
            root = api.fetchTree(path, ACCEPT, Asking.OPENING);
        } catch (StatusFailure e) {
            throw api.problems().of(e, path);
        }
        switch (root.path("kind").asText()) {
            case "APIGroupDiscoveryList" -> root.path("items").forEach(this::aggregatedGroup);
            case "APIVersions" -> root.path("versions").forEach(version -> legacyGroupVersion("", version.asText()));
            case "APIGroupList" -> root.path("groups").forEach(this::legacyGroup);
            default -> throw api.problems().notAnApiServer(null, path);
        }
    }

    private void aggregatedGroup(JsonNode item) {
        String group = item.path("metadata").path("name").asText("");
        for (JsonNode version : item.path("versions")) {
            String name = version.path("version").asText();
            if (version.path("freshness").asText("Current").equals("Stale")) {
                gap(group, name, new Problem(ExitCode.INCOMPLETE, ClusterMessage.STALE_DISCOVERY, joined(group, name)));
                continue;
            }
            for (JsonNode resource : version.path("resources")) {
                JsonNode kind = resource.path("responseKind").path("kind");
                if (kind.isTextual() && !kind.asText().isEmpty()) {
                    served.add(new ResourceKind(
                            group,
                            name,
                            kind.asText(),
                            resource.path("resource").asText(),
                            resource.path("singularResource").asText(""),
                            texts(resource.path("shortNames")),
                            texts(resource.path("categories")),
                            resource.path("scope").asText().equals("Namespaced"),
                            texts(resource.path("verbs"))));
                }
            }
        }
    }

    private void legacyGroup(JsonNode item) {
        String group = item.path("name").asText();
        String preferred = item.path("preferredVersion").path("version").asText("");
        List<String> versions = StreamSupport.stream(item.path("versions").spliterator(), false)
                .map(version -> version.path("version").asText())
                .toList();
        versions.stream().filter(preferred::equals).forEach(version -> legacyGroupVersion(group, version));
        versions.stream()
                .filter(version -> !preferred.equals(version))
                .forEach(version -> legacyGroupVersion(group, version));
    }

    private void legacyGroupVersion(String group, String version) {
        String path = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        try {
            JsonNode list = api.fetchTree(path, ApiClient.JSON, Asking.ONCE);
            if (!list.path("resources").isArray()) {
                throw api.problems().notAnApiServer(null, path);
            }
            for (JsonNode resource : list.path("resources")) {
                String plural = resource.path("name").asText();
                if (!plural.contains("/")) {
                    served.add(new ResourceKind(
                            resource.path("group").asText(group),
                            resource.path("version").asText(version),
                            resource.path("kind").asText(),
                            plural,
                            resource.path("singularName").asText(""),
                            texts(resource.path("shortNames")),
                            texts(resource.path("categories")),
                            resource.path("namespaced").asBoolean(),
                            texts(resource.path("verbs"))));
                }
            }
        } catch (StatusFailure e) {
            gap(group, version, api.problems().of(e, joined(group, version)));
        } catch (Problem e) {
            // Whatever stands between may answer for this group version only.
            gap(group, version, e);
        }
    }

    private void gap(String group, String version, Problem why) {
        gaps.add(new Gap(joined(group, version), why));
    }

    private static String joined(String group, String version) {
        return group.isEmpty() ? version : group + "/" + version;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
