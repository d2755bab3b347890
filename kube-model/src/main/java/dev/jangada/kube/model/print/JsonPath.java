package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JSONPath that a CRD's printer column may be: fields, quoted fields, indexes, {@code [*]}, and filters that compare
 * one field with a constant, as in {@code .status.conditions[?(@.type=="Ready")].status}.
 *
 * <p>The language is that of k8s.io/client-go's jsonpath without ranges, unions and recursive descent, which the API
 * server does not use for columns in practice; a path beyond it yields nothing.
 */
final class JsonPath {

    private static final Pattern STEP =
            Pattern.compile("\\.?\\[\\?\\(\\s*@(?<filter>[^=!<>\\s]+)\\s*(?<op>==|!=)\\s*(?<constant>[^)]*?)\\s*\\)\\]"
                    + "|\\.?\\[(?<quote>['\"])(?<quoted>.*?)\\k<quote>\\]"
                    + "|\\.?\\[(?<index>\\*|-?\\d+)\\]"
                    + "|\\.?(?<field>(?:\\\\.|[^.\\[\\\\])+)");

    private final List<UnaryOperator<Stream<JsonNode>>> steps;

    private JsonPath(List<UnaryOperator<Stream<JsonNode>>> steps) {
        this.steps = steps;
    }

    /** Reads a path; one that cannot be understood finds nothing. */
    static JsonPath of(String text) {
        var steps = new ArrayList<UnaryOperator<Stream<JsonNode>>>();
        Matcher matcher = STEP.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                return new JsonPath(List.of(nodes -> Stream.empty()));
            }
            steps.add(step(matcher));
            at = matcher.end();
        }
        return new JsonPath(steps);
    }

    private static UnaryOperator<Stream<JsonNode>> step(Matcher matcher) {
        if (matcher.group("filter") != null) {
            JsonPath path = of(matcher.group("filter"));
            String constant = matcher.group("constant").replaceAll("^['\"]|['\"]$", "");
            boolean equal = matcher.group("op").equals("==");
            return nodes -> nodes.flatMap(JsonNode::valueStream)
                    .filter(node ->
                            path.find(node).anyMatch(value -> value.asText().equals(constant) == equal));
        }
        if (matcher.group("quoted") != null) {
            return field(matcher.group("quoted"));
        }
        String index = matcher.group("index");
        if (index == null) {
            return field(matcher.group("field").replaceAll("\\\\(.)", "$1"));
        }
        if (index.equals("*")) {
            return nodes -> nodes.flatMap(JsonNode::valueStream);
        }
        return item(index);
    }

    /** A number that is larger than any list finds nothing. */
    private static UnaryOperator<Stream<JsonNode>> item(String index) {
        try {
            int number = Integer.parseInt(index);
            return nodes -> nodes.map(node -> node.path(number < 0 ? node.size() + number : number));
        } catch (NumberFormatException e) {
            return nodes -> Stream.empty();
        }
    }

    private static UnaryOperator<Stream<JsonNode>> field(String name) {
        return name.equals("*")
                ? nodes -> nodes.flatMap(JsonNode::valueStream)
                : nodes -> nodes.map(node -> node.path(name));
    }

    /** What the path finds in a tree, in order. */
    Stream<JsonNode> find(JsonNode tree) {
        Stream<JsonNode> nodes = Stream.of(tree);
        for (UnaryOperator<Stream<JsonNode>> step : steps) {
            nodes = step.apply(nodes);
        }
        return nodes.filter(node -> !node.isMissingNode() && !node.isNull());
    }
}
