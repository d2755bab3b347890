package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.ApiResponse;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds, before anything is written, the admission webhooks of the target that must be asked and do not answer: with them
 * every write of their kinds fails.
 */
final class WebhookCheck {

    private static final GroupKind SERVICE = new GroupKind("", "Service");
    private static final GroupKind SLICE = new GroupKind("discovery.k8s.io", "EndpointSlice");

    private final Target target;

    WebhookCheck(Target target) {
        this.target = target;
    }

    /**
     * Looks.
     *
     * @param asked the webhooks that will be asked, each with an object of every kind that it will be asked about
     * @return a sentence for each webhook that stands in the way
     */
    List<Why> obstacles(Map<Webhook, Map<ResourceKind, KubeObject>> asked) {
        var obstacles = new ArrayList<Why>();
        var probed = new HashMap<KubeObject, String>();
        asked.entrySet().stream()
                .sorted(Comparator.comparing(entry ->
                        entry.getKey().configuration() + " " + entry.getKey().name()))
                .filter(entry -> !answers(entry.getKey(), entry.getValue(), probed))
                .map(entry -> Why.of(
                        RestoreMessage.WEBHOOK_DOWN,
                        entry.getKey().name(),
                        entry.getKey().configuration(),
                        entry.getValue().keySet().stream()
                                .map(ResourceKind::resourceName)
                                .sorted()
                                .collect(Collectors.joining(", "))))
                .forEach(obstacles::add);
        return obstacles;
    }

    private boolean answers(Webhook webhook, Map<ResourceKind, KubeObject> samples, Map<KubeObject, String> probed) {
        JsonNode service = webhook.fields().path("clientConfig").path("service");
        // Under conditions it may never be asked, which only the server can tell, by a trial.
        if (!service.isMissingNode() && !webhook.hasConditions() && !isServed(service)) {
            return false;
        }
        String name = "\"" + webhook.name() + "\"";
        return samples.entrySet().stream()
                .noneMatch(sample -> probed.computeIfAbsent(sample.getValue(), object -> probe(sample.getKey(), object))
                        .contains(name));
    }

    /** Whether a Service has an endpoint that is ready. */
    private boolean isServed(JsonNode service) {
        String namespace = service.path("namespace").asText();
        String name = service.path("name").asText();
        boolean exists = target.kind(SERVICE)
                .flatMap(kind -> target.get(kind, namespace, name))
                .isPresent();
        var ready = new boolean[1];
        if (exists) {
            target.kind(SLICE).ifPresent(kind -> {
                Selection slices = Selection.ALL
                        .withNamespaces(List.of(Glob.of(namespace)), List.of())
                        .withSelectors(LabelSelector.of("kubernetes.io/service-name=" + name), FieldSelector.ALL);
                var _ = target.source()
                        .read(
                                kind,
                                slices,
                                slice -> slice.tree()
                                        .path("endpoints")
                                        .forEach(endpoint -> ready[0] |= endpoint.path("conditions")
                                                .path("ready")
                                                .asBoolean(true)));
            });
        }
        return ready[0];
    }

    /** What the server says of a webhook that it cannot ask when an object is created for trial; empty if nothing. */
    private String probe(ResourceKind kind, KubeObject sample) {
        ObjectNode body = Bodies.created(sample, sample, Owners.NONE, false, Optional.empty());
        String namespace = sample.namespace();
        if (!namespace.isEmpty() && !exists(namespace)) {
            // The trial must not fail for that; a webhook that looks at the namespace's labels may then not be asked.
            namespace = "default";
            body.withObjectProperty("metadata").put("namespace", namespace);
        }
        ApiRequest request = ApiRequest.of(
                "POST",
                ResourcePath.collection(kind, namespace) + Changes.MANAGER + "&dryRun=All",
                ApiClient.JSON,
                Json.bytes(body));
        try (ApiResponse response = target.client().send(request)) {
            if (!response.ok()) {
                StatusFailure failure = response.failure();
                return Refusal.isOfWebhook(failure) ? String.valueOf(failure.getMessage()) : "";
            }
        } catch (IOException e) {
            System.getLogger(WebhookCheck.class.getName()).log(System.Logger.Level.DEBUG, "trial of " + kind, e);
        }
        return "";
    }

    private boolean exists(String namespace) {
        Optional<ResourceKind> kind = target.kind(KindPlanner.NAMESPACE);
        return kind.flatMap(found -> target.get(found, "", namespace)).isPresent();
    }
}
