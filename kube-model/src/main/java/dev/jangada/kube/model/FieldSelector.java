package dev.jangada.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field selector as kubectl's {@code --field-selector} takes it: {@code path=value}, {@code path==value},
 * {@code path!=value}, with commas for "and". A server knows only a few paths per kind; this class answers for any path
 * of plain fields, and an absent field is the empty string, as on the server.
 */
public final class FieldSelector {

    /** Selects every object. */
    public static final FieldSelector ALL = new FieldSelector("", List.of());

    private static final Pattern REQUIREMENT =
            Pattern.compile("\\s*(?<path>[A-Za-z0-9_.\\-]+)\\s*(?<op>==|=|!=)(?<value>[^,=]*)(?:,|$)");

    private final String text;
    private final List<Requirement> requirements;

    private record Requirement(String path, boolean equal, String value) {
        boolean isMet(JsonNode object) {
            JsonNode at = object;
            for (String field : path.split("\\.", -1)) {
                at = at.path(field);
            }
            return at.asText("").equals(value) == equal;
        }
    }

    private FieldSelector(String text, List<Requirement> requirements) {
        this.text = text;
        this.requirements = requirements;
    }

    /**
     * Reads a selector.
     *
     * @throws Problem if it cannot be understood, with the place
     */
    public static FieldSelector of(String text) {
        var requirements = new ArrayList<Requirement>();
        Matcher matcher = REQUIREMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new Problem(ExitCode.USAGE, ModelMessage.BAD_FIELD_SELECTOR, text, text.substring(at));
            }
            requirements.add(new Requirement(
                    matcher.group("path"),
                    !matcher.group("op").equals("!="),
                    matcher.group("value").strip()));
            at = matcher.end();
        }
        return new FieldSelector(text, requirements);
    }

    /** Whether this selects everything. */
    public boolean isAll() {
        return requirements.isEmpty();
    }

    /** Whether an object satisfies every requirement. */
    public boolean matches(JsonNode object) {
        return requirements.stream().allMatch(requirement -> requirement.isMet(object));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSelector selector && selector.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The selector as it was written; servers take it as {@code fieldSelector}. */
    @Override
    public String toString() {
        return text;
    }
}
