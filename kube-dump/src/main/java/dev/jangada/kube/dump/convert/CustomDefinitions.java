package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * CustomResourceDefinitions of {@code v1beta1} to {@code v1}, where schema, subresources and columns stand under each
 * version, and a structural schema is required.
 *
 * <p>Sources: the API migration guide on 1.22; {@code apiextensions/v1beta1/defaults.go}, {@code
 * apiextensions/v1/conversion.go} and {@code apiextensions/validation/validation.go}.
 */
final class CustomDefinitions {

    private static final String APPROVED = "api-approved.kubernetes.io";

    private CustomDefinitions() {}

    static void convert(ObjectNode object, Rule.Remarks remarks) throws Rule.NotMechanicalException {
        ObjectNode spec = Workloads.child(object, "spec");
        if (Workloads.isUnset(spec, "scope")) {
            spec.put("scope", "Namespaced");
        }
        boolean keepsUnknown = spec.path("preserveUnknownFields").asBoolean(true);
        spec.remove("preserveUnknownFields");
        if (keepsUnknown) {
            remarks.add(ConvertMessage.KEEPS_UNKNOWN_FIELDS);
        }
        ArrayNode versions = versions(spec);
        JsonNode validation = spec.remove("validation");
        JsonNode subresources = spec.remove("subresources");
        JsonNode columns = spec.remove("additionalPrinterColumns");
        for (JsonNode item : versions) {
            if (item instanceof ObjectNode version) {
                inherit(version, "schema", validation);
                inherit(version, "subresources", subresources);
                inherit(version, "additionalPrinterColumns", columns);
                columns(version);
                schema(version, keepsUnknown, remarks);
            }
        }
        conversion(spec);
        approval(object, spec, remarks);
    }

    private static ArrayNode versions(ObjectNode spec) throws Rule.NotMechanicalException {
        JsonNode name = spec.remove("version");
        if (spec.get("versions") instanceof ArrayNode versions && !versions.isEmpty()) {
            return versions;
        }
        if (name == null || name.asText("").isEmpty()) {
            throw new Rule.NotMechanicalException(ConvertMessage.NO_VERSION);
        }
        ArrayNode versions = spec.putArray("versions");
        versions.addObject().put("name", name.asText()).put("served", true).put("storage", true);
        return versions;
    }

    private static void inherit(ObjectNode version, String field, @org.jspecify.annotations.Nullable JsonNode shared) {
        if (Workloads.isUnset(version, field)) {
            version.remove(field);
            if (shared != null && !shared.isNull()) {
                version.set(field, shared.deepCopy());
            }
        }
    }

    private static void columns(ObjectNode version) {
        for (JsonNode item : version.path("additionalPrinterColumns")) {
            JsonNode path = item instanceof ObjectNode column ? column.remove("JSONPath") : null;
            if (path != null) {
                ((ObjectNode) item).set("jsonPath", path);
            }
        }
    }

    private static void schema(ObjectNode version, boolean keepsUnknown, Rule.Remarks remarks)
            throws Rule.NotMechanicalException {
        ObjectNode schema = Workloads.child(version, "schema");
        if (schema.get("openAPIV3Schema") instanceof ObjectNode root && !root.isEmpty()) {
            new StructuralSchema(keepsUnknown, version.path("name").asText(), remarks).complete(root);
        } else {
            schema.putObject("openAPIV3Schema").put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
        }
    }

    private static void conversion(ObjectNode spec) {
        if (!(spec.get("conversion") instanceof ObjectNode conversion)) {
            return;
        }
        JsonNode client = conversion.remove("webhookClientConfig");
        JsonNode reviews = conversion.remove("conversionReviewVersions");
        if (conversion.path("strategy").asText().equals("Webhook")) {
            ObjectNode webhook = conversion.putObject("webhook");
            if (client != null) {
                webhook.set("clientConfig", client);
            }
            if (reviews != null && !reviews.isEmpty()) {
                webhook.set("conversionReviewVersions", reviews);
            } else {
                webhook.putArray("conversionReviewVersions").add("v1beta1");
            }
        }
    }

    /** {@code v1} asks whether somebody approved an API within a group of the Kubernetes community. */
    private static void approval(ObjectNode object, ObjectNode spec, Rule.Remarks remarks) {
        String group = spec.path("group").asText();
        boolean isProtected = group.equals("k8s.io")
                || group.endsWith(".k8s.io")
                || group.equals("kubernetes.io")
                || group.endsWith(".kubernetes.io");
        ObjectNode metadata = Workloads.child(object, "metadata");
        if (isProtected && metadata.path("annotations").path(APPROVED).isMissingNode()) {
            Workloads.child(metadata, "annotations")
                    .put(APPROVED, "unapproved, came from apiextensions.k8s.io/v1beta1");
            remarks.add(ConvertMessage.PROTECTED_GROUP, group);
        }
    }
}
