package dev.jangada.kube.dump;

import java.util.Arrays;

/**
 * Lays out one JSON document as {@code jq} does: two spaces, a field per line, {@code {}} and {@code []} when empty. Names,
 * strings and numbers are copied byte by byte, so that nothing is rounded or escaped anew. The buffer is used again for
 * the next document.
 */
final class PrettyJson {

    private byte[] out = new byte[64 << 10];
    private int size;

    /**
     * Lays out a document.
     *
     * @param json one JSON value; that it is one has been seen to by whoever parsed it
     */
    void layOut(byte[] json) {
        size = 0;
        int depth = 0;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            switch (c) {
                case ' ', '\t', '\r', '\n' -> {}
                case '{', '[' -> {
                    put(c);
                    int next = afterBlanks(json, i + 1);
                    if (next < json.length && (json[next] == '}' || json[next] == ']')) {
                        put(json[next]);
                        i = next;
                    } else {
                        newLine(++depth);
                    }
                }
                case '}', ']' -> {
                    newLine(--depth);
                    put(c);
                }
                case ',' -> {
                    put(c);
                    newLine(depth);
                }
                case ':' -> {
                    put(c);
                    put((byte) ' ');
                }
                case '"' -> i = string(json, i);
                default -> put(c);
            }
        }
        put((byte) '\n');
    }

    /** What was laid out, in the first {@link #size()} bytes. */
    byte[] buffer() {
        return out;
    }

    int size() {
        return size;
    }

    private static int afterBlanks(byte[] json, int from) {
        int i = from;
        while (i < json.length && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Copies a string and answers where its closing quote is. */
    private int string(byte[] json, int from) {
        int end = from + 1;
        while (end < json.length && json[end] != '"') {
            end += json[end] == '\\' ? 2 : 1;
        }
        int length = Math.min(end, json.length - 1) - from + 1;
        reserve(length);
        System.arraycopy(json, from, out, size, length);
        size += length;
        return end;
    }

    private void newLine(int depth) {
        int blanks = 2 * Math.max(0, depth);
        reserve(1 + blanks);
        out[size++] = '\n';
        Arrays.fill(out, size, size + blanks, (byte) ' ');
        size += blanks;
    }

    private void put(byte c) {
        reserve(1);
        out[size++] = c;
    }

    private void reserve(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, Math.max(size + more, out.length + (out.length >> 1)));
        }
    }
}
