package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One field that differs.
 *
 * @param path the field, for example {@code spec.template.spec.containers[name=web].image},
 *     {@code metadata.annotations["example.com/note"]}, {@code spec.egress[0].ports}, or
 *     {@code metadata.finalizers["example.com/hold"]} for an item of a list whose order does not count
 * @param before the value on the first side; empty if the field was added
 * @param after the value on the second side; empty if the field was removed
 * @param sensitive whether there is a credential in the values, so that they are not to be shown as they are
 */
public record FieldChange(String path, Optional<Value> before, Optional<Value> after, boolean sensitive) {

    /** What happened to a field. */
    public enum What {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * A value of a field.
     *
     * @param raw the value as it is
     * @param shown the value as it may be shown to anybody: each credential in it is replaced by its size, as in
     *     {@code (12 bytes)}
     * @param bytes the size of the value: of the text for text, of what is encoded for a Secret's data, else of its JSON
     */
    public record Value(JsonNode raw, JsonNode shown, int bytes) {}

    public What what() {
        if (before.isEmpty()) {
            return What.ADDED;
        }
        return after.isEmpty() ? What.REMOVED : What.CHANGED;
    }
}
