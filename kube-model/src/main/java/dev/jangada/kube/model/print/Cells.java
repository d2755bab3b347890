package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cells that many kinds share. */
final class Cells {

    static final String NONE = "<none>";
    static final String UNKNOWN = "<unknown>";
    static final String UNSET = "<unset>";
    static final String INVALID = "<invalid>";

    static final Column AGE = Column.of("AGE", (object, now) -> age(object.at("/metadata/creationTimestamp"), now));
    static final Column CREATED_AT = Column.of(
            "CREATED AT",
            (object, now) -> object.at("/metadata/creationTimestamp").asText(""));

    private Cells() {}

    /** The value at a JSON pointer, or a text where it is absent or empty. */
    static Column.Cell at(String pointer, String absent) {
        return (object, now) -> {
            String text = object.at(pointer).asText("");
            return text.isEmpty() ? absent : text;
        };
    }

    /** The number at a JSON pointer, 0 where it is absent. */
    static Column.Cell number(String pointer) {
        return at(pointer, "0");
    }

    /** {@code true} or {@code false}. */
    static Column.Cell flag(String pointer) {
        return at(pointer, "false");
    }

    /** How many entries the list or map at a JSON pointer has. */
    static Column.Cell count(String pointer) {
        return (object, now) -> Integer.toString(object.at(pointer).size());
    }

    /** Two numbers with a slash between. */
    static Column.Cell fraction(String part, String whole) {
        return (object, now) ->
                object.at(part).asInt(0) + "/" + object.at(whole).asInt(0);
    }

    /** The time since the moment at a JSON pointer. */
    static Column.Cell since(String pointer, String absent) {
        return (object, now) -> object.at(pointer).asText("").isEmpty() ? absent : age(object.at(pointer), now);
    }

    static String age(JsonNode time, Instant now) {
        return age(time.asText(""), now);
    }

    static String age(String time, Instant now) {
        return time.isEmpty()
                ? UNKNOWN
                : instant(time).map(at -> Age.text(Duration.between(at, now))).orElse(INVALID);
    }

    /** A moment; empty where there is none, or what is there is no time. */
    static Optional<Instant> instant(JsonNode time) {
        return instant(time.asText(""));
    }

    private static Optional<Instant> instant(String time) {
        try {
            return time.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The elements of a list, told one by one, with commas between. */
    static String joined(JsonNode list, Function<JsonNode, String> element) {
        return list.valueStream().map(element).collect(Collectors.joining(","));
    }

    static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }

    /** {@code key=value} pairs with commas between, in the order of the keys. */
    static String labels(JsonNode map) {
        return orNone(map.propertyStream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().asText())
                .sorted()
                .collect(Collectors.joining(",")));
    }

    /** A label selector, or a plain map of labels, as kubectl writes it. */
    static String selector(JsonNode selector) {
        if (!selector.has("matchLabels") && !selector.has("matchExpressions")) {
            return labels(selector);
        }
        Stream<Requirement> labels = selector.path("matchLabels")
                .propertyStream()
                .map(entry -> new Requirement(
                        entry.getKey(), entry.getKey() + "=" + entry.getValue().asText()));
        Stream<Requirement> expressions = selector.path("matchExpressions")
                .valueStream()
                .map(expression -> new Requirement(expression.path("key").asText(), requirement(expression)));
        return orNone(Stream.concat(labels, expressions)
                .sorted(Comparator.comparing(Requirement::key))
                .map(Requirement::text)
                .collect(Collectors.joining(",")));
    }

    /** One of the conditions of a selector; they are told in the order of their keys. */
    private record Requirement(String key, String text) {}

    private static String requirement(JsonNode expression) {
        String key = expression.path("key").asText();
        String values = expression
                .path("values")
                .valueStream()
                .map(JsonNode::asText)
                .sorted()
                .collect(Collectors.joining(",", "(", ")"));
        return switch (expression.path("operator").asText()) {
            case "In" -> key + " in " + values;
            case "NotIn" -> key + " notin " + values;
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }

    /** CONTAINERS and IMAGES of a pod template. */
    static List<Column> containers(String podSpec) {
        return List.of(
                Column.wide(
                        "CONTAINERS",
                        (object, now) -> joined(
                                object.at(podSpec + "/containers"),
                                container -> container.path("name").asText())),
                Column.wide(
                        "IMAGES",
                        (object, now) -> joined(
                                object.at(podSpec + "/containers"),
                                container -> container.path("image").asText())));
    }

    /** SELECTOR. */
    static Column selectorColumn(String pointer) {
        return Column.wide("SELECTOR", (object, now) -> selector(object.at(pointer)));
    }
}
