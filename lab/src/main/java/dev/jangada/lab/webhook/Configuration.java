package dev.jangada.lab.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Api;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** A ValidatingWebhookConfiguration, and how to see that the API server goes by it: its caches lag behind a little. */
final class Configuration {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String COLLECTION = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    private static final String PROBE = "lab.jangada.dev/probe";

    private final String name;
    private final ObjectNode object;

    /**
     * A configuration.
     *
     * @param client where the webhook is, as a {@code clientConfig}
     * @param probe where the server asks when it is asked whether it knows the configuration
     * @param resources kinds as kubectl names them, for example {@code configmaps} or {@code deployments.apps}
     */
    Configuration(String name, ObjectNode client, ObjectNode probe, List<String> resources) {
        this.name = name;
        this.object = Json.object()
                .put("apiVersion", "admissionregistration.k8s.io/v1")
                .put("kind", "ValidatingWebhookConfiguration");
        object.putObject("metadata").put("name", name);
        webhook("admit." + name + ".example.com", "Fail", client, resources);
        webhook("probe." + name + ".example.com", "Ignore", probe, List.of("configmaps"))
                .putObject("objectSelector")
                .putObject("matchLabels")
                .put(PROBE, name);
    }

    private ObjectNode webhook(String webhookName, String failurePolicy, ObjectNode client, List<String> resources) {
        ObjectNode webhook = object.withArray("/webhooks")
                .addObject()
                .put("name", webhookName)
                .put("failurePolicy", failurePolicy)
                .put("sideEffects", "None")
                .put("timeoutSeconds", 2);
        webhook.set("clientConfig", client);
        webhook.putArray("admissionReviewVersions").add("v1");
        var rules = webhook.putArray("rules");
        for (String resource : resources) {
            String[] words = resource.split("\\.", 2);
            ObjectNode rule = rules.addObject();
            rule.putArray("apiGroups").add(words.length > 1 ? words[1] : "");
            rule.putArray("apiVersions").add("*");
            rule.putArray("resources").add(words[0]);
            rule.putArray("operations").add("CREATE").add("UPDATE");
        }
        return webhook;
    }

    /** Creates it, and asks the server with dry runs until the webhook is asked. */
    void register(Api api, LongSupplier probes) {
        var _ = api.post(COLLECTION, object);
        ObjectNode map = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata")
                .put("generateName", "probe-")
                .putObject("labels")
                .put(PROBE, name);
        byte[] body = Json.bytes(map);
        long before = probes.getAsLong();
        Wait.until(
                PATIENCE,
                () -> {
                    var _ = api.send(
                            "POST", "/api/v1/namespaces/default/configmaps?dryRun=All", body, "application/json");
                    return probes.getAsLong() > before;
                },
                () -> new LabException("the server does not call the webhook " + name + " in " + PATIENCE));
    }

    static void remove(Api api, String name) {
        api.delete(COLLECTION + "/" + name);
    }
}
