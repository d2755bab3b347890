package dev.jangada.kube.model.compare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a credential stands in a text, whatever the text's own name is.
 *
 * <p>A text can be a megabyte without a blank, so each pattern takes a name as a whole or not at all: one that could
 * begin anywhere inside it would need a time that grows with the square of its length.
 */
final class CredentialText {

    /** A private key, a JSON web token, an address with a password, a header, or the form of well-known tokens. */
    private static final Pattern LOOKS = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY"
            + "|\\beyJ[\\w-]{8,}\\.eyJ"
            + "|://[^/\\s:@]*:[^/\\s@]+@"
            + "|\\b(?i:basic|bearer)\\s+(?=\\S*[\\dA-Z=])[\\w+/=.~-]{4,}"
            + "|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b|\\bgh[pousr]_\\w{20,}|\\bglpat-[\\w-]{20,}|\\bxox[abprs]-[\\w-]{10,}");

    private static final String NAME = "[\\w.-]{1,200}+)";

    /** A name and its value, as settings, JSON, shells, command lines, SQL and XML write them. */
    private static final Pattern NAMED = Pattern.compile("(?<![\\w.-])(?:"
            + "(?<assigned>" + NAME + "[\\\\\"'\\]]*+\\s*+[=:](?!//)\\s*+\\S"
            + "|(?<option>--?" + NAME + "\\s++(?!-)\\S"
            + "|(?<quoted>" + NAME + "\\s++[\"']\\S"
            + "|(?<=<)(?<tag>" + NAME + ">\\s*+[^\\s<])");

    /** A line of two words, as in the settings of a server. */
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*+(?<name>" + NAME + "[ \\t]++\\S++[ \\t]*+$");

    /** A login as in a {@code .netrc}. */
    private static final Pattern LOGIN = Pattern.compile("\\blogin\\s+\\S+\\s+password\\s+\\S");

    private CredentialText() {}

    /** Whether there is a credential in the text. */
    static boolean holdsCredential(String text) {
        return LOOKS.matcher(text).find()
                || LOGIN.matcher(text).find()
                || finds(NAMED.matcher(text), "assigned", "option", "quoted", "tag")
                || (text.indexOf('\n') >= 0 && finds(LINE.matcher(text), "name"));
    }

    private static boolean finds(Matcher matcher, String... groups) {
        while (matcher.find()) {
            for (String group : groups) {
                String name = matcher.group(group);
                if (name != null && CredentialNames.isCredential(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
