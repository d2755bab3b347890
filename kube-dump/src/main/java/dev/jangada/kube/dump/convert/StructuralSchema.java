package dev.jangada.kube.dump.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completes a schema so that {@code apiextensions.k8s.io/v1} accepts it, without accepting or refusing other objects
 * than before: a missing type is written out, and where unknown fields were kept they are kept on.
 *
 * <p>Source: {@code apiextensions-apiserver/pkg/apiserver/schema/validation.go}, the rules for structural schemas.
 */
final class StructuralSchema {

    private static final String KEEP_UNKNOWN = "x-kubernetes-preserve-unknown-fields";
    private static final String INT_OR_STRING = "x-kubernetes-int-or-string";
    private static final List<String> JUNCTORS = List.of("allOf", "anyOf", "oneOf");

    private final boolean keepsUnknown;
    private final String version;
    private final Rule.Remarks remarks;
    private boolean filled;

    /**
     * A completion.
     *
     * @param keepsUnknown whether the old definition kept fields that the schema does not name
     * @param version the version's name, for remarks
     */
    StructuralSchema(boolean keepsUnknown, String version, Rule.Remarks remarks) {
        this.keepsUnknown = keepsUnknown;
        this.version = version;
        this.remarks = remarks;
    }

    /** Completes the schema of a whole object. */
    void complete(ObjectNode root) throws Rule.NotMechanicalException {
        if (Workloads.isUnset(root, "type")) {
            root.put("type", "object");
        }
        if (!root.path("type").asText().equals("object") || root.has("additionalProperties")) {
            throw notStructural("openAPIV3Schema");
        }
        ownFields(root);
        node(root, "openAPIV3Schema");
        if (filled) {
            remarks.add(ConvertMessage.SCHEMA_FILLED, version);
        }
    }

    /** The fields that Kubernetes itself gives a meaning: v1 lets a definition say nothing of metadata but its type. */
    private static void ownFields(ObjectNode root) {
        if (root.path("properties").get("metadata") instanceof ObjectNode metadata) {
            metadata.removeAll();
            metadata.put("type", "object");
        }
        for (String field : List.of("apiVersion", "kind")) {
            if (root.path("properties").get(field) instanceof ObjectNode schema && Workloads.isUnset(schema, "type")) {
                schema.put("type", "string");
            }
        }
    }

    private void node(ObjectNode schema, String path) throws Rule.NotMechanicalException {
        intOrString(schema);
        if (!schema.path(INT_OR_STRING).asBoolean()) {
            type(schema);
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (property.getValue() instanceof ObjectNode child && !isRootMetadata(path, property.getKey())) {
                node(child, path + ".properties." + property.getKey());
            }
        }
        if (schema.get("additionalProperties") instanceof ObjectNode child) {
            node(child, path + ".additionalProperties");
        }
        if (schema.get("items") instanceof ObjectNode child) {
            node(child, path + ".items");
        }
        junctors(schema, schema, path);
    }

    private static boolean isRootMetadata(String path, String field) {
        return path.equals("openAPIV3Schema") && field.equals("metadata");
    }

    /** What people wrote before there was a word for it. */
    private void intOrString(ObjectNode schema) {
        for (String junctor : List.of("anyOf", "oneOf")) {
            if (Workloads.isUnset(schema, "type") && isIntegerAndString(schema.path(junctor))) {
                schema.remove(junctor);
                schema.put(INT_OR_STRING, true);
                schema.remove(KEEP_UNKNOWN);
                filled = true;
            }
        }
    }

    private static boolean isIntegerAndString(JsonNode either) {
        if (either.size() != 2 || either.get(0).size() != 1 || either.get(1).size() != 1) {
            return false;
        }
        String first = either.get(0).path("type").asText();
        String second = either.get(1).path("type").asText();
        return (first.equals("integer") && second.equals("string"))
                || (first.equals("string") && second.equals("integer"));
    }

    private void type(ObjectNode schema) {
        if (Workloads.isUnset(schema, "type")) {
            schema.remove("type");
            if (!schema.path("properties").isEmpty() || schema.has("additionalProperties")) {
                schema.put("type", "object");
                filled = true;
            } else if (schema.has("items")) {
                schema.put("type", "array");
                filled = true;
            } else if (!schema.path(KEEP_UNKNOWN).asBoolean()) {
                schema.put(KEEP_UNKNOWN, true);
                filled = true;
            }
        }
        if (schema.path("type").asText().equals("array") && !schema.has("items")) {
            schema.putObject("items");
            filled = true;
        }
        boolean isObject = schema.path("type").asText().equals("object");
        if (keepsUnknown && isObject && !schema.has("additionalProperties")) {
            schema.put(KEEP_UNKNOWN, true);
        }
    }

    /** Under allOf, anyOf, oneOf and not, only values may be limited; types and structure are outside. */
    private void junctors(JsonNode node, ObjectNode outside, String path) throws Rule.NotMechanicalException {
        for (String junctor : JUNCTORS) {
            int number = 0;
            for (JsonNode nested : node.path(junctor)) {
                limit(nested, outside, path + "." + junctor + "[" + number++ + "]");
            }
        }
        if (node.has("not")) {
            limit(node.path("not"), outside, path + ".not");
        }
    }

    private void limit(JsonNode nested, @Nullable JsonNode outside, String path) throws Rule.NotMechanicalException {
        if (!(nested instanceof ObjectNode limit)) {
            return;
        }
        if (!(outside instanceof ObjectNode structure)) {
            throw notStructural(path);
        }
        limit.remove(List.of("description", "title"));
        JsonNode type = limit.get("type");
        if (type != null && type.equals(structure.get("type"))) {
            limit.remove("type");
        }
        boolean forbidden = limit.has("type")
                || limit.has("default")
                || limit.has("nullable")
                || limit.has("additionalProperties")
                || limit.propertyStream().anyMatch(field -> field.getKey().startsWith("x-kubernetes-"))
                || limit.path("properties").has("metadata");
        if (forbidden) {
            throw notStructural(path);
        }
        for (Map.Entry<String, JsonNode> property : limit.path("properties").properties()) {
            limit(
                    property.getValue(),
                    structure.path("properties").get(property.getKey()),
                    path + ".properties." + property.getKey());
        }
        if (limit.has("items")) {
            limit(limit.path("items"), structure.get("items"), path + ".items");
        }
        junctors(limit, structure, path);
    }

    private Rule.NotMechanicalException notStructural(String path) {
        return new Rule.NotMechanicalException(ConvertMessage.NOT_STRUCTURAL, version, path);
    }
}
