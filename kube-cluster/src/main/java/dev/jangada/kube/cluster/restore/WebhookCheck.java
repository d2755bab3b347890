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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Finds, before anything is written, the admission webhooks of the target that must be asked and do not answer: with them
 * every write of their kinds fails.
 */
final class WebhookCheck {

    private static final List<String> CONFIGURATIONS =
            List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");
    private static final GroupKind SERVICE = new GroupKind("", "Service");
    private static final GroupKind SLICE = new GroupKind("discovery.k8s.io", "EndpointSlice");

    private final Target target;

    WebhookCheck(Target target) {
        this.target = target;
    }

    /**
     * Looks.
     *
     * @param samples an object of each kind that will be written
     * @return a sentence for each webhook that stands in the way
     */
    List<Why> obstacles(Map<ResourceKind, KubeObject> samples) {
        var obstacles = new ArrayList<Why>();
        var probed = new LinkedHashMap<ResourceKind, String>();
        for (String configuration : CONFIGURATIONS) {
            target.kind(new GroupKind("admissionregistration.k8s.io", configuration))
                    .ifPresent(kind -> {
                        var _ = target.source().read(kind, Selection.ALL, object -> {
                            for (JsonNode webhook : object.tree().path("webhooks")) {
                                List<ResourceKind> reached = samples.keySet().stream()
                                        .filter(written -> asks(webhook, written))
                                        .toList();
                                if (!reached.isEmpty() && !answers(webhook, reached, samples, probed)) {
                                    obstacles.add(Why.of(
                                            RestoreMessage.WEBHOOK_DOWN,
                                            webhook.path("name").asText(),
                                            object.kind() + " " + object.name(),
                                            reached.stream()
                                                    .map(ResourceKind::resourceName)
                                                    .sorted()
                                                    .collect(Collectors.joining(", "))));
                                }
                            }
                        });
                    });
        }
        return obstacles;
    }

    /** Whether writes of a kind fail without the webhook. */
    private static boolean asks(JsonNode webhook, ResourceKind kind) {
        return !webhook.path("failurePolicy").asText("Fail").equals("Ignore")
                && StreamSupport.stream(webhook.path("rules").spliterator(), false)
                        .anyMatch(rule -> has(rule.path("apiGroups"), kind.group(), "*")
                                && has(rule.path("resources"), kind.plural(), "*", "*/*")
                                && has(rule.path("operations"), "CREATE", "UPDATE", "*"));
    }

    private static boolean has(JsonNode list, String... any) {
        return list.valueStream().anyMatch(item -> List.of(any).contains(item.asText()));
    }

    private boolean answers(
            JsonNode webhook,
            List<ResourceKind> reached,
            Map<ResourceKind, KubeObject> samples,
            Map<ResourceKind, String> probed) {
        JsonNode service = webhook.path("clientConfig").path("service");
        if (!service.isMissingNode() && !isServed(service)) {
            return false;
        }
        String name = "\"" + webhook.path("name").asText() + "\"";
        return reached.stream()
                .noneMatch(kind -> probed.computeIfAbsent(
                                kind, _ -> probe(kind, Objects.requireNonNull(samples.get(kind))))
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
