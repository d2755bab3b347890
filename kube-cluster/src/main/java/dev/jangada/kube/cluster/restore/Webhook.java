package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.ResourceKind;
import java.util.List;
import java.util.Set;

/**
 * An admission webhook that the server must ask before it takes what it is about.
 *
 * @param configuration kind and name of the object that it stands in
 * @param fields what that says of it
 */
record Webhook(String configuration, JsonNode fields) {

    /** The server asks no webhook about those. */
    private static final Set<String> NEVER_ASKED_ABOUT =
            Set.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    String name() {
        return fields.path("name").asText();
    }

    /** Whether writes fail if it does not answer. */
    boolean isNeeded() {
        return !fields.path("failurePolicy").asText("Fail").equals("Ignore");
    }

    /** Whether it may be asked when objects of a kind are written. */
    boolean isAbout(ResourceKind kind, Set<String> operations) {
        return !NEVER_ASKED_ABOUT.contains(kind.kind())
                && fields.path("rules")
                        .valueStream()
                        .anyMatch(rule -> has(rule.path("apiGroups"), kind.group(), "*")
                                && has(rule.path("resources"), kind.plural(), "*", "*/*")
                                && (has(rule.path("operations"), "*")
                                        || operations.stream().anyMatch(one -> has(rule.path("operations"), one)))
                                && isInScope(rule.path("scope").asText("*"), kind));
    }

    private static boolean isInScope(String scope, ResourceKind kind) {
        return scope.equals("*") || scope.equals("Namespaced") == kind.namespaced();
    }

    private static boolean has(JsonNode list, String... any) {
        return list.valueStream().anyMatch(item -> List.of(any).contains(item.asText()));
    }

    /** Whether it may be asked about an object with these labels. */
    boolean selectsObject(JsonNode labels) {
        return matches(fields.path("objectSelector"), labels);
    }

    /** Whether it may be asked about what is in a namespace with these labels, or about that namespace itself. */
    boolean selectsNamespace(JsonNode labels) {
        return matches(fields.path("namespaceSelector"), labels);
    }

    /** Whether only the server knows which of these objects it is asked about. */
    boolean hasConditions() {
        return !fields.path("matchConditions").isEmpty();
    }

    /** A LabelSelector of the API; an empty one selects everything. */
    private static boolean matches(JsonNode selector, JsonNode labels) {
        return selector.path("matchLabels").properties().stream()
                        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()))
                && selector.path("matchExpressions")
                        .valueStream()
                        .allMatch(expression -> isMet(
                                expression, labels.path(expression.path("key").asText())));
    }

    private static boolean isMet(JsonNode expression, JsonNode value) {
        boolean among = expression.path("values").valueStream().anyMatch(value::equals);
        return switch (expression.path("operator").asText()) {
            case "In" -> among;
            case "NotIn" -> !among;
            case "Exists" -> !value.isMissingNode();
            case "DoesNotExist" -> value.isMissingNode();
            default -> true;
        };
    }
}
