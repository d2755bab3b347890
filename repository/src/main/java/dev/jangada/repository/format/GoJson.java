package dev.jangada.repository.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes JSON byte for byte as Go's {@code encoding/json} does, because the id of a tree is the hash of its JSON: no spaces, fields
 * in a fixed order, {@code <}, {@code >}, {@code &} and two separators escaped, times in RFC 3339 with as many digits as they need.
 */
final class GoJson {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final StringBuilder out;
    private boolean first = true;

    GoJson(int expected) {
        out = new StringBuilder(expected);
    }

    GoJson open(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    GoJson close(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    /** A field's name; a value must follow. Names need no escapes. */
    GoJson field(String name) {
        separate();
        out.append('"').append(name).append("\":");
        first = true;
        return this;
    }

    GoJson value(String text) {
        separate();
        quote(text);
        return this;
    }

    /** Text that needs no escapes. */
    GoJson plain(Object text) {
        separate();
        out.append('"').append(text).append('"');
        return this;
    }

    GoJson value(long number) {
        separate();
        out.append(Long.toUnsignedString(number));
        return this;
    }

    GoJson value(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    GoJson value(byte[] bytes) {
        return plain(Base64.getEncoder().encodeToString(bytes));
    }

    GoJson value(Instant time) {
        return plain(time(time));
    }

    GoJson nothing() {
        separate();
        out.append("null");
        return this;
    }

    /** JSON that is written already. */
    GoJson raw(String json) {
        separate();
        out.append(json);
        return this;
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** As {@link #bytes}, with the newline that stands behind a tree. */
    byte[] line() {
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    static String time(Instant time) {
        var utc = time.atOffset(ZoneOffset.UTC);
        // Go writes four digits of the year; restic moves what does not fit there to the nearest year that does.
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            utc = utc.withYear(utc.getYear() < 0 ? 0 : 9999);
        }
        String seconds = SECONDS.format(utc);
        int nanos = utc.getNano();
        if (nanos == 0) {
            return seconds + "Z";
        }
        String digits = Integer.toString(1_000_000_000 + nanos);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return seconds + "." + digits.substring(1, end) + "Z";
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
                default -> {
                    if (c < 0x20) {
                        escape(c);
                    } else if (Character.isSurrogate(c)) {
                        i += surrogate(text, i);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** A pair as it is; one alone is what Go writes for bytes that are no UTF-8. */
    private int surrogate(String text, int i) {
        if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
            out.append(text, i, i + 2);
            return 1;
        }
        out.append("\\ufffd");
        return 0;
    }

    private void escape(char c) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
    }
}
