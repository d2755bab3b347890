package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of a resource, which Kubernetes lets people write in many ways. */
public final class Quantity {

    private static final Pattern FORM =
            Pattern.compile("([+-]?[0-9]*\\.?[0-9]*)(?:(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?[0-9]{1,3}))?");

    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    private Quantity() {}

    /** The amount; empty if the text is no quantity. */
    public static Optional<BigDecimal> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || matcher.group(1).chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        var amount = new BigDecimal(matcher.group(1));
        if (matcher.group(2) != null) {
            amount = amount.multiply(FACTORS.get(matcher.group(2)));
        } else if (matcher.group(3) != null) {
            amount = amount.scaleByPowerOfTen(Integer.parseInt(matcher.group(3)));
        }
        return Optional.of(amount);
    }

    /** The amount as a plain decimal number; what is no quantity stays as it is. */
    static JsonNode normal(JsonNode value) {
        if (value.isContainerNode()) {
            return value;
        }
        return parse(value.asText())
                .<JsonNode>map(
                        amount -> TextNode.valueOf(amount.stripTrailingZeros().toPlainString()))
                .orElse(value);
    }
}
