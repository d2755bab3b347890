package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which objects a rule is for: those that meet every condition.
 *
 * @param groupResource fits a kind's plural and group, {@code deployments.apps}, or the plural alone in the core group
 * @param name fits somewhere in the object's name
 * @param namespaces one fits the object's namespace; none means every namespace. Cluster-scoped objects are in all
 * @param labels selects the object
 * @param matches what must stand where
 */
record Conditions(
        Pattern groupResource,
        Optional<Pattern> name,
        List<Pattern> namespaces,
        LabelSelector labels,
        List<JsonPatch.Operation> matches) {

    private static final List<String> FIELDS =
            List.of("groupResource", "resourceNameRegex", "namespaces", "labelSelector", "matches");
    private static final Pattern LABEL_KEY = Pattern.compile("[-A-Za-z0-9._/]+");
    private static final Pattern LABEL_VALUE = Pattern.compile("[-A-Za-z0-9._]*");

    Conditions {
        namespaces = List.copyOf(namespaces);
        matches = List.copyOf(matches);
    }

    /**
     * Reads the conditions of a rule.
     *
     * @throws Problem if they cannot be understood
     */
    static Conditions of(Part rule) {
        Part part = rule.part("conditions", FIELDS)
                .orElseThrow(
                        () -> new Problem(ExitCode.USAGE, TransformMessage.FIELD_MISSING, rule.name(), "conditions"));
        String regex = part.text("resourceNameRegex");
        return new Conditions(
                GoPattern.glob(part.required("groupResource"), true),
                regex.isEmpty() ? Optional.empty() : Optional.of(GoPattern.regex(regex)),
                part.texts("namespaces").stream()
                        .map(namespace -> GoPattern.glob(namespace, false))
                        .toList(),
                part.part("labelSelector", List.of("matchLabels", "matchExpressions"))
                        .map(Conditions::labels)
                        .orElse(LabelSelector.ALL),
                part.parts("matches", List.of("path", "value")).stream()
                        .map(match -> JsonPatch.Operation.test(
                                Pointer.of(match.required("path")), PatchValue.of(match.text("value"))))
                        .toList());
    }

    private static LabelSelector labels(Part part) {
        Stream<String> equal = part.textMap("matchLabels").entrySet().stream()
                .map(entry -> key(entry.getKey()) + "=" + value(entry.getValue()));
        Stream<String> expressions = part.parts("matchExpressions", List.of("key", "operator", "values")).stream()
                .map(Conditions::requirement);
        return LabelSelector.of(
                String.join(",", Stream.concat(equal, expressions).toList()));
    }

    private static String requirement(Part part) {
        String key = key(part.required("key"));
        String operator = part.required("operator");
        List<String> values =
                part.texts("values").stream().map(Conditions::value).toList();
        boolean takesValues = operator.equals("In") || operator.equals("NotIn");
        if (takesValues == values.isEmpty()) {
            throw new Problem(ExitCode.USAGE, TransformMessage.BAD_EXPRESSION, key, operator);
        }
        String set = "(" + String.join(",", values) + ")";
        return switch (operator) {
            case "In" -> key + " in " + set;
            case "NotIn" -> key + " notin " + set;
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            default -> throw new Problem(ExitCode.USAGE, TransformMessage.BAD_EXPRESSION, key, operator);
        };
    }

    private static String key(String text) {
        return checked(LABEL_KEY, text);
    }

    private static String value(String text) {
        return checked(LABEL_VALUE, text);
    }

    private static String checked(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new Problem(ExitCode.USAGE, TransformMessage.BAD_LABEL, text);
        }
        return text;
    }

    /**
     * Whether an object meets them all.
     *
     * @param resources the names of its kind, with their groups
     * @param object the object as it is in the source
     */
    boolean areMet(ObjectKey key, Set<String> resources, JsonNode object) {
        return resources.stream().anyMatch(this::isForResource)
                && (key.namespace().isEmpty()
                        || namespaces.isEmpty()
                        || namespaces.stream()
                                .anyMatch(namespace ->
                                        namespace.matcher(key.namespace()).matches()))
                && name.map(pattern -> pattern.matcher(key.name()).find()).orElse(true)
                && labels.matches(object)
                && matches.stream().allMatch(match -> match.holds(object));
    }

    boolean isForResource(String resource) {
        return groupResource.matcher(resource).matches();
    }
}
