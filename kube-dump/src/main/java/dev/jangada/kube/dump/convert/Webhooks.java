package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;

/**
 * Admission webhooks of {@code v1beta1} to {@code v1}, which defaults other values and refuses webhooks that do not
 * promise to have no side effects.
 *
 * <p>Sources: the API migration guide on 1.22; {@code pkg/apis/admissionregistration/v1beta1/defaults.go}.
 */
final class Webhooks {

    private Webhooks() {}

    static void convert(ObjectNode object, Rule.Remarks remarks) throws Rule.NotMechanicalException {
        var names = new HashSet<String>();
        for (JsonNode item : object.path("webhooks")) {
            if (item instanceof ObjectNode webhook) {
                String name = webhook.path("name").asText();
                String sideEffects = webhook.path("sideEffects").asText("Unknown");
                if (!sideEffects.equals("None") && !sideEffects.equals("NoneOnDryRun")) {
                    throw new Rule.NotMechanicalException(ConvertMessage.SIDE_EFFECTS, name, sideEffects);
                }
                if (!names.add(name)) {
                    throw new Rule.NotMechanicalException(ConvertMessage.SAME_NAME, name);
                }
                defaults(webhook);
            }
        }
    }

    private static void defaults(ObjectNode webhook) {
        if (Workloads.isUnset(webhook, "failurePolicy")) {
            webhook.put("failurePolicy", "Ignore");
        }
        if (Workloads.isUnset(webhook, "matchPolicy")) {
            webhook.put("matchPolicy", "Exact");
        }
        if (Workloads.isUnset(webhook, "timeoutSeconds")) {
            webhook.put("timeoutSeconds", 30);
        }
        if (webhook.path("admissionReviewVersions").isEmpty()) {
            webhook.putArray("admissionReviewVersions").add("v1beta1");
        }
    }
}
