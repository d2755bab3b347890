package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * RBAC of {@code v1alpha1} to {@code v1}; {@code v1beta1} has the fields and defaults of {@code v1}.
 *
 * <p>Source: {@code pkg/apis/rbac/v1alpha1/conversion.go}.
 */
final class Access {

    private static final String GROUP = "rbac.authorization.k8s.io";

    private Access() {}

    static void roleOfV1alpha1(ObjectNode object, Rule.Remarks remarks) {
        for (JsonNode rule : object.path("rules")) {
            JsonNode dropped = rule instanceof ObjectNode fields ? fields.remove("attributeRestrictions") : null;
            if (dropped != null && !dropped.isNull()) {
                remarks.add(ConvertMessage.DROPPED, "rules.attributeRestrictions");
            }
        }
    }

    static void bindingOfV1alpha1(ObjectNode object, Rule.Remarks remarks) {
        for (JsonNode item : object.path("subjects")) {
            if (item instanceof ObjectNode subject) {
                subject(subject, remarks);
            }
        }
        if (object.get("roleRef") instanceof ObjectNode role
                && role.path("apiGroup").asText("").isEmpty()) {
            role.put("apiGroup", GROUP);
        }
    }

    private static void subject(ObjectNode subject, Rule.Remarks remarks) {
        JsonNode apiVersion = subject.remove("apiVersion");
        String kind = subject.path("kind").asText();
        switch (kind) {
            case "ServiceAccount" -> subject.remove("apiGroup");
            case "User", "Group" -> subject.put("apiGroup", GROUP);
            default -> {
                String version = apiVersion == null ? "" : apiVersion.asText();
                int slash = version.indexOf('/');
                subject.put("apiGroup", slash < 0 ? "" : version.substring(0, slash));
            }
        }
        // In v1alpha1 the user "*" was every authenticated user; in v1 it is a user of that name.
        if (kind.equals("User") && subject.path("name").asText().equals("*")) {
            subject.put("kind", "Group").put("name", "system:authenticated");
            remarks.add(ConvertMessage.EVERY_USER);
        }
    }
}
