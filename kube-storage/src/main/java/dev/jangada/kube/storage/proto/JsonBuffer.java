package dev.jangada.kube.storage.proto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** JSON as it is written: UTF-8 bytes in an array that grows and is used again. */
final class JsonBuffer {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
    /** Beyond it the array is not kept for the next object. */
    private static final int LARGEST_KEPT = 8 << 20;

    private byte[] bytes = new byte[16 << 10];
    private int length;

    int length() {
        return length;
    }

    /** Takes back what was written after a length. */
    void truncate(int to) {
        length = to;
    }

    /** A copy of everything, and an empty buffer. */
    byte[] take() {
        byte[] all = Arrays.copyOf(bytes, length);
        length = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[16 << 10];
        }
        return all;
    }

    /** 1 behind the brace that opens an object, else 0: how much of {@code ,"name":} is not to be written. */
    int isFirst() {
        return bytes[length - 1] == '{' ? 1 : 0;
    }

    void add(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    void raw(byte[] from) {
        raw(from, 0, from.length);
    }

    /** Bytes from an index to the end. */
    void raw(int start, byte[] from) {
        raw(from, start, from.length);
    }

    void raw(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /** Text that needs no escaping, in quotes. */
    void quoted(byte[] text) {
        add('"');
        raw(text);
        add('"');
    }

    void number(long value) {
        if (value >= 0 && value < 10) {
            add((char) ('0' + value));
        } else {
            ascii(Long.toString(value));
        }
    }

    /** A number of so many digits at least, zeros before it. */
    void digits(long value, int count) {
        room(count);
        long rest = value;
        for (int i = count - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    void base64(byte[] from, int start, int end) {
        add('"');
        raw(Base64.getEncoder().encode(Arrays.copyOfRange(from, start, end)));
        add('"');
    }

    /** UTF-8 as a JSON string; bytes that are none become U+FFFD, as Go does it. */
    void string(byte[] from, int start, int end) {
        room(end - start + 2);
        bytes[length++] = '"';
        int at = start;
        while (at < end) {
            int plain = plain(from, at, end);
            room(plain - at + 2);
            System.arraycopy(from, at, bytes, length, plain - at);
            length += plain - at;
            at = plain;
            if (at < end) {
                at = from[at] < 0 ? multibyte(from, at, end) : escape(from[at], at);
            }
        }
        add('"');
    }

    /** Where the first byte is that cannot be copied as it is: a control, quote, backslash, or no ASCII. */
    static int plain(byte[] from, int start, int end) {
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long eight = (long) LONGS.get(from, at);
            long quote = eight ^ ONES * '"';
            long backslash = eight ^ ONES * '\\';
            // A byte's high bit is set where it is below 0x20, a quote, a backslash, or has it set itself.
            long odd = (eight - ONES * 0x20 | quote - ONES | backslash - ONES | eight) & HIGHS;
            if (odd != 0) {
                break;
            }
        }
        while (at < end && from[at] >= 0x20 && from[at] != '"' && from[at] != '\\') {
            at++;
        }
        return at;
    }

    private int escape(byte character, int at) {
        switch (character) {
            case '"' -> ascii("\\\"");
            case '\\' -> ascii("\\\\");
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> {
                ascii("\\u00");
                add((char) HEX[character >> 4]);
                add((char) HEX[character & 0xF]);
            }
        }
        return at + 1;
    }

    private int multibyte(byte[] from, int at, int end) {
        int count = Utf8.length(from, at, end);
        if (count == 0) {
            raw(REPLACEMENT);
            return at + 1;
        }
        raw(from, at, at + count);
        return at + count;
    }

    private void room(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, length + (length >> 1)));
        }
    }
}
