package dev.jangada.kube.model.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import java.util.ArrayList;
import java.util.List;

/** The owners that an object names in the annotation {@link Scrubber#OWNER_REFERENCES}. */
public final class OwnerReferences {

    private OwnerReferences() {}

    /**
     * One owner.
     *
     * @param apiVersion its group and version
     * @param kind its kind
     * @param name its name; its namespace is that of the owned object, or none
     * @param fields the whole reference as it was, without a uid
     */
    public record Owner(String apiVersion, String kind, String name, ObjectNode fields) {

        /** The kind without its version, under the group where Kubernetes keeps it today. */
        public GroupKind groupKind() {
            int slash = apiVersion.indexOf('/');
            return new GroupKind(slash < 0 ? "" : apiVersion.substring(0, slash), kind).canonical();
        }
    }

    /** The owners of a scrubbed object; none if somebody has made the annotation unreadable. */
    public static List<Owner> of(JsonNode tree) {
        var owners = new ArrayList<Owner>();
        for (JsonNode reference : Ownership.references(tree.path("metadata"))) {
            if (reference instanceof ObjectNode fields && reference.hasNonNull("name")) {
                ObjectNode copy = fields.deepCopy();
                copy.remove("uid");
                owners.add(new Owner(
                        reference.path("apiVersion").asText(),
                        reference.path("kind").asText(),
                        reference.path("name").asText(),
                        copy));
            }
        }
        return owners;
    }

    /** Takes the annotation away. */
    public static void remove(ObjectNode tree) {
        if (tree.path("metadata") instanceof ObjectNode metadata
                && metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Scrubber.OWNER_REFERENCES);
            MetadataFields.dropEmpty(metadata, "annotations");
        }
    }
}
