package dev.jangada.kube.storage.proto;

import java.util.Arrays;

/** Whether bytes are one JSON value (RFC 8259) in UTF-8, told without building it. */
public final class JsonText {

    /** As deep as Jangada reads JSON elsewhere. */
    private static final int DEEPEST = 1_000;

    private final byte[] bytes;
    private final int end;
    private int at;

    private JsonText(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Whether the bytes from one index to before another are one value, with or without white space around it. */
    public static boolean isValue(byte[] bytes, int start, int end) {
        var text = new JsonText(bytes, start, end);
        return text.value() && text.skipSpace() == end;
    }

    /** One value; lists and objects are kept on a stack of bits and not on Java's. */
    private boolean value() {
        var isObject = new boolean[16];
        int depth = 0;
        while (true) {
            int open = open(depth);
            if (open < 0) {
                return false;
            }
            if (open != 0) {
                if (depth == isObject.length) {
                    isObject = Arrays.copyOf(isObject, depth * 2);
                }
                isObject[depth++] = open == '{';
                if (open == '{' && !name()) {
                    return false;
                }
                continue;
            }
            // A value has ended: what comes next belongs to what holds it.
            while (depth > 0) {
                int next = skipSpace() < end ? bytes[at++] : -1;
                if (next == ',') {
                    if (isObject[depth - 1] && !name()) {
                        return false;
                    }
                    break;
                }
                if (next != (isObject[depth - 1] ? '}' : ']')) {
                    return false;
                }
                depth--;
            }
            if (depth == 0) {
                return true;
            }
        }
    }

    /** Goes past a scalar or an empty list or object: 0; opens another: its bracket; -1 for anything else. */
    private int open(int depth) {
        if (skipSpace() >= end) {
            return -1;
        }
        byte first = bytes[at];
        return switch (first) {
            case '{', '[' -> depth == DEEPEST ? -1 : bracket(first);
            case '"' -> string() ? 0 : -1;
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number() ? 0 : -1;
        };
    }

    private int bracket(byte open) {
        at++;
        if (skipSpace() < end && bytes[at] == (open == '{' ? '}' : ']')) {
            at++;
            return 0;
        }
        return open;
    }

    private boolean name() {
        if (skipSpace() >= end || bytes[at] != '"' || !string() || skipSpace() >= end || bytes[at] != ':') {
            return false;
        }
        at++;
        return true;
    }

    private boolean string() {
        at++;
        while (true) {
            at = JsonBuffer.plain(bytes, at, end);
            if (at >= end) {
                return false;
            }
            byte odd = bytes[at];
            if (odd == '"') {
                at++;
                return true;
            }
            int count = odd == '\\' ? escape() : odd < 0 ? Utf8.length(bytes, at, end) : 0;
            if (count == 0) {
                return false;
            }
            at += count;
        }
    }

    /** How long the escape at the place is; 0 if it is none. */
    private int escape() {
        if (end - at < 2) {
            return 0;
        }
        if (bytes[at + 1] != 'u') {
            return "\"\\/bfnrt".indexOf(bytes[at + 1]) >= 0 ? 2 : 0;
        }
        for (int i = 2; i < 6; i++) {
            if (at + i >= end || Character.digit(bytes[at + i], 16) < 0) {
                return 0;
            }
        }
        return 6;
    }

    private int word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || bytes[at + i] != word.charAt(i)) {
                return -1;
            }
        }
        at += word.length();
        return 0;
    }

    private boolean number() {
        if (bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else if (digits() == 0) {
            return false;
        }
        if (at < end && bytes[at] == '.') {
            at++;
            if (digits() == 0) {
                return false;
            }
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            return digits() > 0;
        }
        return true;
    }

    private int digits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at - from;
    }

    private int skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }
}
