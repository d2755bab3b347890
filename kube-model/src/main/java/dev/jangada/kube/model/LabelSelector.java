package dev.jangada.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label selector as kubectl's {@code -l} takes it: {@code a=b}, {@code a==b}, {@code a!=b}, {@code a in (b,c)},
 * {@code a notin (b,c)}, {@code a}, {@code !a}, with commas for "and". The rules are those of Kubernetes: an object
 * without the label satisfies {@code !=} and {@code notin}.
 */
public final class LabelSelector {

    /** Selects every object. */
    public static final LabelSelector ALL = new LabelSelector("", List.of());

    private static final Pattern REQUIREMENT = Pattern.compile("\\s*(?:!\\s*(?<absent>[^\\s=!,()]+)"
            + "|(?<key>[^\\s=!,()]+)\\s*(?:(?<op>==|=|!=)\\s*(?<value>[^\\s=!,()]*)"
            + "|\\s+(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?)\\s*(?:,|$)");

    private final String text;
    private final List<Requirement> requirements;

    private record Requirement(String key, boolean wanted, Set<String> values, boolean anyValue) {
        boolean isMet(JsonNode labels) {
            JsonNode value = labels.path(key);
            boolean found = anyValue ? !value.isMissingNode() : value.isTextual() && values.contains(value.textValue());
            return found == wanted;
        }
    }

    private LabelSelector(String text, List<Requirement> requirements) {
        this.text = text;
        this.requirements = requirements;
    }

    /**
     * Reads a selector.
     *
     * @throws Problem if it cannot be understood, with the place
     */
    public static LabelSelector of(String text) {
        var requirements = new ArrayList<Requirement>();
        Matcher matcher = REQUIREMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new Problem(ExitCode.USAGE, ModelMessage.BAD_LABEL_SELECTOR, text, text.substring(at));
            }
            requirements.add(requirement(matcher));
            at = matcher.end();
        }
        return new LabelSelector(text, requirements);
    }

    private static Requirement requirement(Matcher matcher) {
        if (matcher.group("absent") != null) {
            return new Requirement(matcher.group("absent"), false, Set.of(), true);
        }
        String key = matcher.group("key");
        if (matcher.group("op") != null) {
            return new Requirement(key, !matcher.group("op").equals("!="), Set.of(matcher.group("value")), false);
        }
        if (matcher.group("set") != null) {
            Set<String> values = Pattern.compile(",")
                    .splitAsStream(matcher.group("values"))
                    .map(String::strip)
                    .collect(java.util.stream.Collectors.toUnmodifiableSet());
            return new Requirement(key, matcher.group("set").equals("in"), values, false);
        }
        return new Requirement(key, true, Set.of(), true);
    }

    /** Whether this selects everything. */
    public boolean isAll() {
        return requirements.isEmpty();
    }

    /** Whether an object's labels satisfy every requirement. */
    public boolean matches(JsonNode object) {
        JsonNode labels = object.path("metadata").path("labels");
        return requirements.stream().allMatch(requirement -> requirement.isMet(labels));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSelector selector && selector.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The selector as it was written; servers take it as {@code labelSelector}. */
    @Override
    public String toString() {
        return text;
    }
}
