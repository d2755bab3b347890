package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.compare.FieldChange;
import java.util.Optional;

/**
 * A field that a plan changes, as it may be shown to anybody: credentials are replaced by their size.
 *
 * @param path the field
 * @param before its value as JSON; empty if it is added
 * @param after its value as JSON; empty if it is removed
 */
public record Change(String path, Optional<String> before, Optional<String> after) {

    private static final int LONGEST = 200;

    static Change of(FieldChange change) {
        return new Change(
                change.path(), change.before().map(Change::text), change.after().map(Change::text));
    }

    private static String text(FieldChange.Value value) {
        boolean hidden = value.shown().isTextual() && !value.shown().equals(value.raw());
        String text = hidden ? value.shown().textValue() : value.shown().toString();
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
