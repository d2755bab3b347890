package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The value of an operation. Velero's files hold it as a text, and what the text looks like decides: a number, true,
 * false, null, an object or a list is taken as JSON, everything else as the text that it is. Quotes around it, within
 * the text, make any of them a text ({@code value: "\"1\""}). So internal/resourcemodifiers/json_patch.go of Velero.
 */
final class PatchValue {

    private static final ObjectReader READER =
            Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What Go's ParseFloat takes, in decimal. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?|(?i:[-+]?(?:inf|infinity|nan))");

    private PatchValue() {}

    /**
     * Reads a value.
     *
     * @throws Problem if the text looks like JSON and is not; the text is not repeated, it may be a secret
     */
    static JsonNode of(String text) {
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return text(text.substring(1, text.length() - 1));
        }
        return isJson(text) ? json(text) : text(text);
    }

    private static boolean isJson(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return text.startsWith("{")
                || text.startsWith("[")
                || text.equals("null")
                || word.equals("true")
                || word.equals("false")
                || NUMBER.matcher(text).matches();
    }

    private static JsonNode json(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Problem(ExitCode.USAGE, TransformMessage.VALUE_NOT_JSON);
        }
    }

    /** Velero puts quotes around it, so escapes of JSON count; what is no such escape, which Velero refuses, is meant as it is. */
    private static JsonNode text(String text) {
        if (text.indexOf('\\') < 0) {
            return TextNode.valueOf(text);
        }
        try {
            return READER.readTree('"' + text + '"');
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
