package dev.jangada.lab.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Objects of one wave need only objects of earlier waves; within a wave any order will do. */
public enum Wave {
    /** Namespaces, and API services that must be there before the server makes them itself. */
    FIRST,
    /** What is referred to by name: definitions, classes, volumes, ServiceAccounts, nodes. */
    FOUNDATION,
    /** What runs and what it needs. */
    CONTENT,
    /** What refers to live objects by uid. */
    DEPENDENT,
    /** What would stand in the way of the others: quotas, webhooks, admission policies. */
    LAST;

    private static final Set<String> AT_FIRST = Set.of("Namespace", "APIService");

    private static final Set<String> AT_LAST = Set.of(
            "ResourceQuota",
            "ValidatingWebhookConfiguration",
            "MutatingWebhookConfiguration",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding");

    /** Custom kinds: their definitions must be there. */
    private static final Set<String> CUSTOM = Set.of("platform.example.com", "legacy.example.net");

    static Wave of(JsonNode object) {
        String kind = object.path("kind").asText();
        JsonNode metadata = object.path("metadata");
        String apiVersion = object.path("apiVersion").asText();
        if (AT_FIRST.contains(kind)) {
            return FIRST;
        }
        if (AT_LAST.contains(kind)) {
            return LAST;
        }
        if (metadata.has("ownerReferences")
                || object.path("type").asText().equals("kubernetes.io/service-account-token")) {
            return DEPENDENT;
        }
        boolean custom = apiVersion.contains("/") && CUSTOM.contains(apiVersion.substring(0, apiVersion.indexOf('/')));
        return custom || (metadata.has("namespace") && !kind.equals("ServiceAccount")) ? CONTENT : FOUNDATION;
    }
}
