package dev.jangada.repository.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes JSON byte for byte as Go's {@code encoding/json} does, because the id of a tree is the hash of its JSON: no spaces, fields
 * in a fixed order, {@code <}, {@code >}, {@code &} and two separators escaped, times in RFC 3339 with as many digits as they need.
 *
 * <p>The bytes are written where they stay: the tree of a large directory has tens of megabytes.
 */
final class GoJson {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private byte[] out;
    private int length;
    private boolean first = true;
    /** Neighbours often have the same time, and every entry has one three times. */
    private Instant lastTime = Instant.EPOCH;

    private String lastTimeText = time(lastTime);

    /**
     * Begins a document.
     *
     * @param expected how many bytes it will have, more or less
     */
    GoJson(long expected) {
        out = new byte[(int) Math.min(expected, Integer.MAX_VALUE - 8)];
    }

    GoJson open(char bracket) {
        separate();
        append(bracket);
        first = true;
        return this;
    }

    GoJson close(char bracket) {
        append(bracket);
        first = false;
        return this;
    }

    /** A field's name; a value must follow. Names need no escapes. */
    GoJson field(String name) {
        separate();
        append('"');
        ascii(name);
        append('"');
        append(':');
        first = true;
        return this;
    }

    GoJson value(String text) {
        separate();
        quote(text);
        return this;
    }

    /** Text that needs no escapes. */
    GoJson plain(String ascii) {
        separate();
        append('"');
        ascii(ascii);
        append('"');
        return this;
    }

    GoJson plain(Id id) {
        separate();
        append('"');
        room(2 * Id.BYTES);
        id.toHex(out, length);
        length += 2 * Id.BYTES;
        append('"');
        return this;
    }

    GoJson value(long number) {
        separate();
        ascii(Long.toUnsignedString(number));
        return this;
    }

    GoJson value(boolean truth) {
        separate();
        ascii(Boolean.toString(truth));
        return this;
    }

    GoJson value(byte[] bytes) {
        return plain(Base64.getEncoder().encodeToString(bytes));
    }

    GoJson value(Instant time) {
        if (!time.equals(lastTime)) {
            lastTime = time;
            lastTimeText = time(time);
        }
        return plain(lastTimeText);
    }

    GoJson nothing() {
        separate();
        ascii("null");
        return this;
    }

    byte[] bytes() {
        return length == out.length ? out : Arrays.copyOf(out, length);
    }

    /** As {@link #bytes}, with the newline that stands behind a tree. */
    byte[] line() {
        append('\n');
        return bytes();
    }

    private void separate() {
        if (!first) {
            append(',');
        }
        first = false;
    }

    private void room(int bytes) {
        if (bytes > out.length - length) {
            long wanted = Math.max((long) length + bytes, length + length / 2L);
            out = Arrays.copyOf(out, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }

    private void append(char ascii) {
        room(1);
        out[length++] = (byte) ascii;
    }

    @SuppressWarnings("deprecation") // The low bytes of the chars are what ASCII is.
    private void ascii(String text) {
        int count = text.length();
        room(count);
        text.getBytes(0, count, out, length);
        length += count;
    }

    private void utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
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
        append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> ascii("\\\"");
                case '\\' -> ascii("\\\\");
                case '\n' -> ascii("\\n");
                case '\r' -> ascii("\\r");
                case '\t' -> ascii("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
                default -> {
                    if (c < 0x20) {
                        escape(c);
                    } else if (c < 0x80) {
                        append(c);
                    } else if (Character.isSurrogate(c)) {
                        i += surrogate(text, i);
                    } else {
                        utf8(String.valueOf(c));
                    }
                }
            }
        }
        append('"');
    }

    /** A pair as it is; one alone is what Go writes for bytes that are no UTF-8. */
    private int surrogate(String text, int i) {
        if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
            utf8(text.substring(i, i + 2));
            return 1;
        }
        ascii("\\ufffd");
        return 0;
    }

    private void escape(char c) {
        ascii("\\u");
        ascii(HexFormat.of().toHexDigits(c));
    }
}
