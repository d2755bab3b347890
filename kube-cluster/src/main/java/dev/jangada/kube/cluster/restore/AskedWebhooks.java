package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The admission webhooks of a target that will be asked about what a plan writes, found while it is made; an object of each
 * kind is remembered for each. Safe for use by several threads.
 */
final class AskedWebhooks {

    private static final List<String> CONFIGURATIONS =
            List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    private final Target target;
    private final SourceObjects objects;
    private final Map<String, String> originals;
    private final List<Webhook> webhooks = new ArrayList<>();
    private Optional<Problem> unknown = Optional.empty();
    private final Map<Webhook, Map<ResourceKind, KubeObject>> asked = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> namespaces = new ConcurrentHashMap<>();

    /**
     * Reads which webhooks there are.
     *
     * @param objects the source's, whose namespaces may be created
     * @param originals the names in the source of namespaces that have another in the target
     */
    AskedWebhooks(Target target, SourceObjects objects, Map<String, String> originals) {
        this.target = target;
        this.objects = objects;
        this.originals = Map.copyOf(originals);
        try {
            CONFIGURATIONS.forEach(this::read);
        } catch (Problem problem) {
            // Who may not see webhooks will hear of them when they refuse.
            unknown = Optional.of(problem);
        }
    }

    private void read(String configuration) {
        target.kind(new GroupKind("admissionregistration.k8s.io", configuration))
                .ifPresent(kind -> {
                    var _ = target.source()
                            .read(
                                    kind,
                                    Selection.ALL,
                                    object -> object.tree()
                                            .path("webhooks")
                                            .valueStream()
                                            .map(fields -> new Webhook(object.kind() + " " + object.name(), fields))
                                            .filter(Webhook::isNeeded)
                                            .forEach(webhooks::add));
                });
    }

    /** Why it is not known which there are; empty if it is. */
    Optional<Problem> unknown() {
        return unknown;
    }

    /** What was seen: for each webhook that will be asked, an object of each kind that it will be asked about. */
    Map<Webhook, Map<ResourceKind, KubeObject>> asked() {
        return asked;
    }

    /** An object will be written. */
    void writes(ResourceKind kind, KubeObject desired, Action action, Optional<How> how) {
        Set<String> operations = action == Action.CREATE
                ? Set.of("CREATE")
                : how.filter(How.RECREATE::equals).isPresent() ? Set.of("CREATE", "UPDATE") : Set.of("UPDATE");
        for (Webhook webhook : webhooks) {
            boolean known = asked.getOrDefault(webhook, Map.of()).containsKey(kind);
            if (!known && webhook.isAbout(kind, operations)) {
                JsonNode labels = labels(desired);
                if (webhook.selectsObject(labels) && selectsNamespace(webhook, desired, labels)) {
                    asked.computeIfAbsent(webhook, _ -> new ConcurrentHashMap<>())
                            .put(kind, desired);
                }
            }
        }
    }

    private static JsonNode labels(KubeObject object) {
        return object.tree().path("metadata").path("labels");
    }

    /** What is in no namespace is selected whatever a selector of namespaces says, except a namespace by itself. */
    private boolean selectsNamespace(Webhook webhook, KubeObject desired, JsonNode labels) {
        if (desired.groupKind().equals(KindPlanner.NAMESPACE)) {
            return webhook.selectsNamespace(named(labels, desired.name()));
        }
        return desired.namespace().isEmpty()
                || webhook.selectsNamespace(namespaces.computeIfAbsent(desired.namespace(), this::ofNamespace));
    }

    private JsonNode ofNamespace(String name) {
        Optional<KubeObject> live = target.kind(KindPlanner.NAMESPACE).flatMap(kind -> target.get(kind, "", name));
        JsonNode labels = live.or(
                        () -> objects.get(new ObjectKey(KindPlanner.NAMESPACE, "", originals.getOrDefault(name, name))))
                .map(AskedWebhooks::labels)
                .orElseGet(Json::object);
        return named(labels, name);
    }

    /** The server gives every namespace a label with its name. */
    private static JsonNode named(JsonNode labels, String name) {
        ObjectNode all = labels instanceof ObjectNode given ? given.deepCopy() : Json.object();
        return all.put("kubernetes.io/metadata.name", name);
    }
}
