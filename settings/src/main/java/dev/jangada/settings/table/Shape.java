package dev.jangada.settings.table;

import java.util.regex.Pattern;

/**
 * What a value may be. The pattern is both the parser's and the schema's: it is written in what Java and ECMA 262 have in common,
 * and matches a whole text. A parser may look closer (a selector, an address); it never takes what the schema refuses.
 */
public enum Shape {
    /** A map of further keys. */
    SECTION("", ""),
    /** A text. */
    TEXT("text", "[\\s\\S]*\\S[\\s\\S]*"),
    /** A word: a name, which has no spaces. */
    WORD("word", "\\S+"),
    /** A path: relative to the folder of the settings file; {@code ~/} is the user's home. */
    PATH("path", Patterns.PATH),
    /** The path of a file with a secret. */
    SECRET_FILE("path", Patterns.PATH),
    /** A path, or {@code none}. */
    PATH_OR_NONE("path, `none`", Patterns.PATH),
    /** Several texts, or one. */
    TEXTS("list of texts", "[^,]*[^\\s,][^,]*"),
    /** Addresses of etcd, or one. */
    ENDPOINTS("list of addresses", "(?:https?://)?" + Patterns.HOST + "/?"),
    /** Where a repository is. */
    REPOSITORY("path, `s3:https://host/bucket/prefix`", Patterns.REPOSITORY),
    /** A program and its arguments; no shell is between. */
    COMMAND("list of words", "[\\s\\S]*"),
    /** A whole number from 1. */
    COUNT("number from 1", ""),
    /** As restic has it: years, months, days, hours. */
    PERIOD("`1y6m14d12h`", "(?=.*[1-9])(?:\\d{1,4}y)?(?:\\d{1,4}m)?(?:\\d{1,5}d)?(?:\\d{1,6}h)?"),
    /** Weeks, days, hours, minutes. */
    TIME_SPAN("`1w2d12h30min`", Patterns.TIME_SPAN),

    /** The same, or none at all. */
    TIME_SPAN_OR_NONE("`1w2d12h30min`, `0min`", "0min|" + Patterns.TIME_SPAN),
    /** How often something is done: each time, never, or when the last time is so long ago. */
    CADENCE("time span, `always`, `never`", "always|never|" + Patterns.TIME_SPAN),
    /** A systemd calendar event. */
    CALENDAR("OnCalendar", Patterns.CALENDAR),
    /** kubectl's selector of labels. */
    LABEL_SELECTOR("selector", "[\\s\\S]*\\S[\\s\\S]*"),
    /** kubectl's selector of fields. */
    FIELD_SELECTOR("selector", "[\\s\\S]*\\S[\\s\\S]*");

    private final String word;
    private final String form;
    private final Pattern pattern;

    Shape(String word, String form) {
        this.word = word;
        this.form = form;
        this.pattern = Pattern.compile(form);
    }

    /** What a reader of the documents sees. */
    public String word() {
        return word;
    }

    /** The regular expression of the whole of a text: of each, if there are several. */
    String form() {
        return form;
    }

    /** Whether a text has the form. */
    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /** Whether one or several texts may stand there. */
    boolean isList() {
        return this == TEXTS || this == ENDPOINTS;
    }

    /** Parts of the forms. */
    private static final class Patterns {
        /** Not another user's home, which only a shell knows. */
        static final String PATH = "(?!~[^/])(?=.*\\S)[^\\n]+";

        static final String HOST = "(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(?::\\d{1,5})?";

        static final String REPOSITORY = "s3:(?:https?://)?" + HOST + "/+[^\\s/@?#][^\\s@?#]*"
                + "|(?!(?:s3|sftp|rest|b2|azure|gs|swift|rclone):)(?![A-Za-z][A-Za-z0-9+.-]*://)" + PATH;

        static final String TIME_SPAN = "(?=.*[1-9])(?:\\d{1,4}w)?(?:\\d{1,5}d)?(?:\\d{1,6}h)?(?:\\d{1,7}min)?";

        private static final String DAY =
                "(?:[Mm]on(?:day)?|[Tt]ue(?:sday)?|[Ww]ed(?:nesday)?|[Tt]hu(?:rsday)?|[Ff]ri(?:day)?|[Ss]at(?:urday)?|[Ss]un(?:day)?)";
        private static final String DAYS = DAY + "(?:(?:\\.\\.|[,-])" + DAY + ")*,?";
        private static final String NUMBER = "(?:\\*|\\d{1,2}(?:\\.\\.\\d{1,2})?)(?:/\\d{1,2})?";
        private static final String NUMBERS = NUMBER + "(?:," + NUMBER + ")*";
        private static final String YEAR = "(?:\\*|\\d{4}(?:\\.\\.\\d{4})?)(?:/\\d{1,3})?";
        private static final String DATE = "(?:" + YEAR + "-)?" + NUMBERS + "[-~]" + NUMBERS;
        private static final String TIME = NUMBERS + ":" + NUMBERS + "(?::" + NUMBERS + ")?";
        private static final String ZONE = "(?:UTC|[A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+)";
        static final String CALENDAR =
                "(?:minutely|hourly|daily|weekly|monthly|quarterly|semiannually|yearly|annually|(?:" + DAYS + "(?: "
                        + DATE + ")?(?: " + TIME + ")?|" + DATE + "(?: " + TIME + ")?|" + TIME + "))(?: " + ZONE + ")?";

        private Patterns() {}
    }
}
