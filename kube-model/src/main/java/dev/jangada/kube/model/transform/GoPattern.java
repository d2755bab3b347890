package dev.jangada.kube.model.transform;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns in the notations of the Go libraries that Velero uses, as Java's. */
final class GoPattern {

    private static final String META = "\\^$.|?*+()[]{}";

    private GoPattern() {}

    /**
     * A glob of github.com/gobwas/glob.
     *
     * @param parts whether the text consists of parts with dots between them: then {@code *} and {@code ?} stay within
     *     one, and {@code **} goes over all of them
     * @throws Problem if a bracket is not closed
     */
    static Pattern glob(String text, boolean parts) {
        String one = parts ? "[^.]" : ".";
        var regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean any = text.startsWith("**", i);
                    regex.append(any ? ".*" : one + "*");
                    i += any ? 1 : 0;
                }
                case '?' -> regex.append(one);
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                case '}' -> {
                    braces--;
                    regex.append(')');
                }
                case '[' -> {
                    int end = text.indexOf(']', i + 2);
                    if (end < 0) {
                        throw new Problem(ExitCode.USAGE, TransformMessage.BAD_GLOB, text);
                    }
                    boolean not = text.charAt(i + 1) == '!';
                    regex.append(not ? "[^" : "[")
                            .append(text.substring(i + (not ? 2 : 1), end).replaceAll("[\\[\\]\\\\^&]", "\\\\$0"))
                            .append(']');
                    i = end;
                }
                case '\\' -> {
                    i++;
                    regex.append(i < text.length() ? Pattern.quote(text.substring(i, i + 1)) : "");
                }
                default -> regex.append(META.indexOf(c) < 0 ? String.valueOf(c) : "\\" + c);
            }
            if (braces < 0) {
                break;
            }
        }
        if (braces != 0) {
            throw new Problem(ExitCode.USAGE, TransformMessage.BAD_GLOB, text);
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new Problem(e, ExitCode.USAGE, TransformMessage.BAD_GLOB, text);
        }
    }

    /**
     * A regular expression of Go (RE2). What both languages write alike means the same for the names of objects; what
     * they write differently, {@code (?P<name>} and {@code [[:alpha:]]} and a bracket or {@code &&} within brackets, is
     * translated.
     *
     * @throws Problem if it is none
     */
    static Pattern regex(String text) {
        var regex = new StringBuilder();
        boolean set = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                regex.append(c).append(text.charAt(i + 1));
                i++;
            } else if (!set && text.startsWith("(?P<", i)) {
                regex.append("(?<");
                i += 3;
            } else if (set && c == '[' && text.startsWith("[:", i) && text.indexOf(":]", i) > 0) {
                int end = text.indexOf(":]", i);
                regex.append(posix(text.substring(i + 2, end), text));
                i = end + 1;
            } else if (set && (c == '[' || c == '&')) {
                regex.append('\\').append(c);
            } else if (set) {
                regex.append(c);
                set = c != ']';
            } else if (c == '[') {
                set = true;
                regex.append(c);
                // A bracket that closes right after one that opens is meant itself, in Go.
                int first = text.startsWith("^", i + 1) ? i + 2 : i + 1;
                if (text.startsWith("]", first)) {
                    regex.append(text, i + 1, first).append("\\]");
                    i = first;
                }
            } else {
                regex.append(c);
            }
        }
        try {
            return Pattern.compile(regex.toString());
        } catch (PatternSyntaxException e) {
            throw new Problem(e, ExitCode.USAGE, TransformMessage.BAD_REGEX, text);
        }
    }

    private static String posix(String name, String text) {
        return switch (name) {
            case "alnum" -> "\\p{Alnum}";
            case "alpha" -> "\\p{Alpha}";
            case "digit" -> "0-9";
            case "lower" -> "a-z";
            case "upper" -> "A-Z";
            case "punct" -> "\\p{Punct}";
            case "word" -> "\\w";
            case "xdigit" -> "0-9A-Fa-f";
            default -> throw new Problem(ExitCode.USAGE, TransformMessage.BAD_REGEX, text);
        };
    }
}
