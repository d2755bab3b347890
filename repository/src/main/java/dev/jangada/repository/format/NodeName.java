package dev.jangada.repository.format;

import dev.jangada.repository.damage.DamageMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/**
 * File names as restic writes them: quoted as Go's {@code strconv.Quote} does, without the quotes, so that names which are no UTF-8
 * survive JSON. In Java a byte that is no UTF-8 is a lone surrogate from U+DC80 to U+DCFF.
 */
public final class NodeName {

    /** The order of names in a tree: that of their bytes. */
    public static final Comparator<String> ORDER = NodeName::compare;

    private static final int ESCAPED_BYTE = 0xdc00;

    private NodeName() {}

    private static int compare(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // Only above the surrogates is the order of Java's chars not that of the bytes.
                return a < Character.MIN_SURROGATE && b < Character.MIN_SURROGATE
                        ? Character.compare(a, b)
                        : Arrays.compareUnsigned(bytes(one), bytes(other));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** The bytes of a name, as they are in a file system. */
    static byte[] bytes(String name) {
        var out = new ByteArrayOutputStream(name.length() + 8);
        for (int i = 0; i < name.length(); ) {
            int point = name.codePointAt(i);
            if (isEscapedByte(point)) {
                out.write(point - ESCAPED_BYTE);
            } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
            i += Character.charCount(point);
        }
        return out.toByteArray();
    }

    /** A name from its bytes. */
    static String of(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return ofMixed(bytes);
        }
    }

    private static String ofMixed(byte[] bytes) {
        var name = new StringBuilder();
        for (int i = 0; i < bytes.length; ) {
            int length = sequence(bytes, i);
            if (length == 0) {
                name.append((char) (ESCAPED_BYTE + (bytes[i] & 0xff)));
                i++;
            } else {
                name.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
        return name.toString();
    }

    /** The length of the UTF-8 sequence at a position, 0 if there is none. */
    private static int sequence(byte[] bytes, int at) {
        for (int length = 1; length <= 4 && at + length <= bytes.length; length++) {
            String one = new String(bytes, at, length, StandardCharsets.UTF_8);
            boolean isOne = one.codePointCount(0, one.length()) == 1;
            if (isOne
                    && Arrays.equals(
                            one.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, at, at + length))) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isEscapedByte(int point) {
        return point >= ESCAPED_BYTE + 0x80 && point <= ESCAPED_BYTE + 0xff;
    }

    /** Quotes a name. */
    static String quote(String name) {
        if (needsNothing(name)) {
            return name;
        }
        var out = new StringBuilder(name.length() + 8);
        name.codePoints().forEach(point -> quote(point, out));
        return out.toString();
    }

    private static boolean needsNothing(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void quote(int point, StringBuilder out) {
        switch (point) {
            case '"', '\\' -> out.append('\\').append((char) point);
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 11 -> out.append("\\v");
            default -> {
                if (isEscapedByte(point)) {
                    out.append(String.format(Locale.ROOT, "\\x%02x", point - ESCAPED_BYTE));
                } else if (isPrintable(point)) {
                    out.appendCodePoint(point);
                } else if (point < ' ' || point == 0x7f) {
                    out.append(String.format(Locale.ROOT, "\\x%02x", point));
                } else {
                    out.append(String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point));
                }
            }
        }
    }

    /** What Go calls printable: letters, marks, numbers, punctuation, symbols, and the ASCII space. */
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    /** Takes the quoting away. */
    static String unquote(String quoted) throws MalformedException {
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        var out = new ByteArrayOutputStream(quoted.length());
        for (int i = 0; i < quoted.length(); ) {
            int point = quoted.codePointAt(i);
            i += Character.charCount(point);
            if (point != '\\') {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (i == quoted.length()) {
                throw new MalformedException(DamageMessage.BAD_NAME);
            }
            char kind = quoted.charAt(i++);
            int digits = switch (kind) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                default -> 0;
            };
            if (digits == 0) {
                out.write(simple(kind));
                continue;
            }
            int value = digits(quoted, i, digits);
            i += digits;
            if (kind == 'x') {
                out.write(value);
            } else {
                out.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
            }
        }
        return of(out.toByteArray());
    }

    private static int digits(String quoted, int at, int count) throws MalformedException {
        try {
            int value = Integer.parseUnsignedInt(quoted, at, at + count, 16);
            if (Character.isValidCodePoint(value)) {
                return value;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new MalformedException(e, DamageMessage.BAD_NAME);
        }
        throw new MalformedException(DamageMessage.BAD_NAME);
    }

    private static int simple(char kind) throws MalformedException {
        return switch (kind) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '\\', '"', '\'' -> kind;
            default -> throw new MalformedException(DamageMessage.BAD_NAME);
        };
    }
}
