package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/**
 * A label selector as the API server writes it where it has no better form: the text of the Go value.
 *
 * <p>The form is that of {@code LabelSelector.String} in k8s.io/apimachinery, generated.pb.go.
 */
final class SelectorText {

    private SelectorText() {}

    static String of(JsonNode selector) {
        String labels = selector.path("matchLabels")
                .propertyStream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().asText() + ",")
                .sorted()
                .collect(Collectors.joining());
        String expressions = selector.path("matchExpressions")
                .valueStream()
                .map(SelectorText::requirement)
                .collect(Collectors.joining());
        return "&LabelSelector{MatchLabels:map[string]string{" + labels
                + "},MatchExpressions:[]LabelSelectorRequirement{" + expressions + "},}";
    }

    private static String requirement(JsonNode expression) {
        String values = expression
                .path("values")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.joining(" ", "[", "]"));
        return "LabelSelectorRequirement{Key:" + expression.path("key").asText() + ",Operator:"
                + expression.path("operator").asText() + ",Values:" + values + ",},";
    }
}
