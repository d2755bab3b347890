package dev.jangada.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label selector as kubectl's {@code -l} takes it: {@code a=b}, {@code a==b}, {@code a!=b}, {@code a in (b,c)},
 * {@code a notin (b,c)}, {@code a}, {@code !a}, {@code a>1}, {@code a<1}, with commas for "and". The rules are those of
 * Kubernetes (k8s.io/apimachinery/pkg/labels): an object without the label satisfies {@code !=} and {@code notin}, and
 * only whole numbers are greater or less.
 */
public final class LabelSelector {

    /** Selects every object. */
    public static final LabelSelector ALL = new LabelSelector("", List.of());

    private static final String KEY = "(?:[A-Za-z0-9][-A-Za-z0-9.]*/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?";
    private static final Pattern REQUIREMENT = Pattern.compile("\\s*(?:!\\s*(?<absent>" + KEY + ")"
            + "|(?<key>" + KEY + ")\\s*(?:(?<op>==|=|!=)\\s*(?<value>[-A-Za-z0-9_.]*)"
            + "|(?<order>[<>])\\s*(?<number>-?[0-9]{1,18})"
            + "|(?<=\\s)(?<set>in|notin)\\s*\\((?<values>[-A-Za-z0-9_.,\\s]*)\\))?)\\s*(?:,|$)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final String text;
    private final List<Requirement> requirements;

    /** What is asked of the value of one label, which is missing where the object does not have it. */
    private record Requirement(String key, Predicate<JsonNode> value) {
        boolean isMet(JsonNode labels) {
            return value.test(labels.path(key));
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
            return new Requirement(matcher.group("absent"), JsonNode::isMissingNode);
        }
        String key = matcher.group("key");
        if (matcher.group("op") != null) {
            Predicate<JsonNode> equal = among(Set.of(matcher.group("value")));
            return new Requirement(key, matcher.group("op").equals("!=") ? equal.negate() : equal);
        }
        if (matcher.group("order") != null) {
            long limit = Long.parseLong(matcher.group("number"));
            boolean greater = matcher.group("order").equals(">");
            return new Requirement(
                    key,
                    value -> NUMBER.matcher(value.asText()).matches()
                            && (greater ? value.asLong() > limit : value.asLong() < limit));
        }
        if (matcher.group("set") != null) {
            Set<String> values = Pattern.compile(",")
                    .splitAsStream(matcher.group("values"))
                    .map(String::strip)
                    .collect(java.util.stream.Collectors.toUnmodifiableSet());
            return new Requirement(
                    key,
                    matcher.group("set").equals("in")
                            ? among(values)
                            : among(values).negate());
        }
        return new Requirement(key, value -> !value.isMissingNode());
    }

    private static Predicate<JsonNode> among(Set<String> values) {
        return value -> value.isTextual() && values.contains(value.textValue());
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
