package dev.jangada.kube.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why JSON could not be read, in a few words that hold nothing of it but a field's name: it may be a Secret. */
final class JsonFault {

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate (?:field|Object property) (['\"].*?['\"])");

    /** What the parser repeats of its input: a token, a number, a character and its code. */
    private static final Pattern INPUT = Pattern.compile("'[^']*'?|\"[^\"]*\"?|\\([^)]*\\)?");

    private JsonFault() {}

    static String reason(IOException fault) {
        String message = fault instanceof JsonProcessingException json ? json.getOriginalMessage() : "";
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            return "duplicate field " + duplicate.group(1);
        }
        String first = message.lines().findFirst().orElse("");
        int end = first.indexOf(':');
        String words = INPUT.matcher(end < 0 ? first : first.substring(0, end)).replaceAll(" ");
        return words.isBlank() ? "broken" : words.strip().replaceAll(" +", " ");
    }
}
