package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What an unquoted word of YAML is, as sigs.k8s.io/yaml 1.6 takes it. It differs from YAML 1.1 in that times of day and
 * dates are texts, and from other readers in that {@code y} and {@code n} are booleans.
 */
final class YamlScalars {

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "y", "Y", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "no", "No", "NO", "n", "N", "off", "Off", "OFF");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
    private static final Pattern OTHER_BASE =
            Pattern.compile("(?<sign>[-+]?)0(?:[xX](?<hex>[0-9a-fA-F_]+)|[bB](?<two>[01_]+)|[oO]?(?<eight>[0-7_]+))");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    /** Beyond it a number has more digits than any reader takes. */
    private static final int LARGEST_EXPONENT = 400;

    private YamlScalars() {}

    /** Gives plain words their tags. */
    static final class Resolution extends Resolver {
        @Override
        public Tag resolve(NodeId kind, @Nullable String value, boolean implicit) {
            if (kind != NodeId.scalar || !implicit || value == null) {
                return kind == NodeId.scalar ? Tag.STR : super.resolve(kind, value, implicit);
            }
            if (NOTHING.contains(value)) {
                return Tag.NULL;
            }
            if (TRUE.contains(value) || FALSE.contains(value)) {
                return Tag.BOOL;
            }
            if (value.equals("<<")) {
                return Tag.MERGE;
            }
            return number(value) == null ? Tag.STR : Tag.FLOAT;
        }
    }

    static boolean isTrue(String text) {
        return TRUE.contains(text);
    }

    /** The number that a word is; null if it is none. */
    static @Nullable JsonNode number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return whole(new BigInteger(digits(text)));
        }
        var other = OTHER_BASE.matcher(text);
        if (other.matches()) {
            int base = other.group("hex") != null ? 16 : other.group("two") != null ? 2 : 8;
            String digits = digits(text.substring(other.start(base == 16 ? "hex" : base == 2 ? "two" : "eight")));
            return digits.isEmpty() ? null : whole(new BigInteger(other.group("sign") + digits, base));
        }
        if (!FLOAT.matcher(text).matches()) {
            return null;
        }
        var number = new BigDecimal(text).stripTrailingZeros();
        if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
            return null;
        }
        return number.scale() <= 0 ? whole(number.toBigInteger()) : DecimalNode.valueOf(number);
    }

    private static String digits(String text) {
        return text.replace("_", "");
    }

    private static JsonNode whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? LongNode.valueOf(number.longValue()) : BigIntegerNode.valueOf(number);
    }
}
