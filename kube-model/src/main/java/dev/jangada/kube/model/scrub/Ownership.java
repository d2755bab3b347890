package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectKey;
import java.util.Map;
import java.util.Optional;

/**
 * Whose an object is. A reference names its owner's uid, and an object whose owner's uid does not exist is deleted by
 * the garbage collector; so references travel as an annotation, without uids.
 */
final class Ownership {

    private Ownership() {}

    /** The reference to the controller, from the references or from the annotation. */
    static Optional<JsonNode> controller(JsonNode tree) {
        for (JsonNode reference : references(tree.path("metadata"))) {
            if (reference.path("controller").asBoolean()) {
                return Optional.of(reference);
            }
        }
        return Optional.empty();
    }

    /** The key of the controller, with the namespace of the owned object. */
    static Optional<ObjectKey> controllerKey(JsonNode tree, String namespace) {
        return controller(tree).map(reference -> {
            String apiVersion = reference.path("apiVersion").asText();
            int slash = apiVersion.indexOf('/');
            String group = slash < 0 ? "" : apiVersion.substring(0, slash);
            var kind = new GroupKind(group, reference.path("kind").asText());
            // A static pod's mirror belongs to its Node, the one built-in owner that is not in the namespace.
            return new ObjectKey(
                    kind,
                    kind.equals(Kinds.NODE) ? "" : namespace,
                    reference.path("name").asText());
        });
    }

    /** Moves the references of an object to the annotation; references win over an annotation of an earlier journey. */
    static void toAnnotation(ObjectNode metadata) {
        if (!(metadata.remove("ownerReferences") instanceof ArrayNode references) || references.isEmpty()) {
            return;
        }
        // In one order, whatever order the fields came in: out of etcd and out of the API it must be the same text.
        ArrayNode remembered = Json.mapper().createArrayNode();
        for (JsonNode reference : references) {
            ObjectNode fields = remembered.addObject();
            reference.properties().stream()
                    .filter(field -> !field.getKey().equals("uid"))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> fields.set(field.getKey(), field.getValue()));
        }
        MetadataFields.annotate(metadata, Scrubber.OWNER_REFERENCES, remembered.toString());
    }

    /** The references of an object, or those that its annotation remembers. */
    static JsonNode references(JsonNode metadata) {
        JsonNode references = metadata.path("ownerReferences");
        if (!references.isEmpty()) {
            return references;
        }
        String annotation =
                metadata.path("annotations").path(Scrubber.OWNER_REFERENCES).asText();
        try {
            return Json.mapper().readTree(annotation);
        } catch (JsonProcessingException e) {
            // Somebody edited the annotation: then nobody is known to own the object, and it is kept.
            return references;
        }
    }
}
