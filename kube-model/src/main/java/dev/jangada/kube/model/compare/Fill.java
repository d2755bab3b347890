package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Fills in what one map of an object lacks from another, as the server does. The normal form has these values rather
 * than not: where they come from can change, and then so does what they are.
 *
 * @param field the map that is filled in
 * @param from the map that has the values
 * @param name the field that tells whether this is done; empty if it always is
 * @param wanted the value that it is to have
 */
record Fill(String field, String from, String name, String wanted) implements Rule {

    /** The rule of {@code FIELD FROM} or {@code FIELD FROM NAME=VALUE}. */
    static Fill of(String argument) {
        String[] words = argument.split(" ", -1);
        String[] where = words.length > 2 ? words[2].split("=", 2) : new String[] {"", ""};
        return new Fill(words[0], words[1], where[0], where[1]);
    }

    @Override
    public JsonNode apply(JsonNode value, JsonNode beside) {
        boolean applies = name.isEmpty() || value.path(name).asText().equals(wanted);
        if (applies && value instanceof ObjectNode object && object.path(from) instanceof ObjectNode source) {
            ObjectNode target = object.path(field) instanceof ObjectNode present ? present : object.putObject(field);
            for (Map.Entry<String, JsonNode> entry : source.properties()) {
                if (!target.has(entry.getKey())) {
                    target.set(entry.getKey(), entry.getValue());
                }
            }
        }
        return value;
    }
}
