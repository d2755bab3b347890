package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A printer column of a CustomResourceDefinition: the first thing that its path finds, if it is of the column's type.
 *
 * <p>The rules are those of {@code tableconvertor} in k8s.io/apiextensions-apiserver.
 */
final class CustomColumn {

    private CustomColumn() {}

    /** The column of an entry of {@code additionalPrinterColumns}. */
    static Column of(JsonNode definition) {
        JsonPath path = JsonPath.of(definition.path("jsonPath").asText());
        String type = definition.path("type").asText();
        return new Column(
                definition.path("name").asText().toUpperCase(Locale.ROOT),
                definition.path("priority").asInt(0) > 0,
                (object, now) -> path.find(object)
                        .findFirst()
                        .map(value -> text(value, type, now))
                        .orElse(""));
    }

    private static String text(JsonNode value, String type, Instant now) {
        return switch (type) {
            case "integer" ->
                value.isNumber() ? value.decimalValue().toBigInteger().toString() : "";
            case "number" -> value.isNumber() ? plain(value.decimalValue()) : "";
            case "boolean" -> value.isBoolean() ? value.asText() : "";
            case "date" -> value.isTextual() ? Cells.age(value, now) : "";
            default -> any(value);
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Maps and lists as Go prints them. */
    private static String any(JsonNode value) {
        if (value.isObject()) {
            return value.propertyStream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + ":" + any(entry.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value.isArray()) {
            return value.valueStream().map(CustomColumn::any).collect(Collectors.joining(" ", "[", "]"));
        }
        return value.isNull() ? "<nil>" : value.asText();
    }
}
