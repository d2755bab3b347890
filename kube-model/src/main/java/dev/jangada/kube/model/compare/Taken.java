package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The fields that the normal form took out of one object. Whether a value is a default can depend on another field, as
 * the pull policy does on the image; where it was taken away on one side only, what it was is compared.
 */
final class Taken {

    private final IdentityHashMap<JsonNode, Map<String, JsonNode>> fields = new IdentityHashMap<>();

    /** Remembers a field of an object in the tree. */
    void put(ObjectNode holder, String field, JsonNode value) {
        fields.computeIfAbsent(holder, object -> new HashMap<>()).put(field, value);
    }

    /** What was taken; missing if nothing was, or what is the same as nothing. */
    JsonNode field(JsonNode holder, String field) {
        JsonNode value = fields.getOrDefault(holder, Map.of()).getOrDefault(field, MissingNode.getInstance());
        boolean nothing = value.isNull()
                || (value.isArray() && value.isEmpty())
                || (value.isTextual() && value.asText().isEmpty());
        return nothing ? MissingNode.getInstance() : value;
    }
}
