package dev.jangada.kube.cluster;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a Kubernetes list into its items as it arrives. The items' bytes are handed on as they are, nothing is parsed
 * that need not be: only the list's outer structure is understood, so memory is bounded by the largest single item.
 *
 * <p>{@code metadata} may stand before the items, as the API server writes it, or behind, as some aggregated ones do.
 *
 * <p>Not safe for use by several threads; may be used for one list after another.
 */
final class ListSplitter {

    /** Takes the parts of a list in the order in which they stand there; the arrays are the taker's own. */
    interface Taker {

        /** The list's {@code metadata}. */
        void metadata(byte[] json) throws IOException;

        /** The next item. */
        void item(byte[] json);
    }

    private static final int START = 1 << 16;

    /** No object is as large as this; a body that looks so is no list. */
    private static final int LARGEST_ITEM = 256 << 20;

    private static final int NONE = -1;

    private static final byte[] STATUS = "\"Status\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private InputStream in = InputStream.nullInputStream();
    private byte[] buffer = new byte[START];
    private int at;
    private int end;
    /** From here on the bytes are still needed. */
    private int mark = NONE;

    /**
     * Reads a list to the end of the stream.
     *
     * @throws EOFException if the stream ends before the list does
     * @throws NotAListException if what comes is something else, though it may be JSON: only {@code items}, with
     *     objects or without, tell an empty list from another answer
     * @throws IOException if the stream fails
     */
    void split(InputStream list, Taker taker) throws IOException {
        in = list;
        at = 0;
        end = 0;
        mark = NONE;
        boolean isList = false;
        expect('{');
        for (byte next = peek(); next != '}'; next = peek()) {
            if (next == ',') {
                at++;
            }
            String name = name();
            expect(':');
            switch (name) {
                case "metadata" -> taker.metadata(value());
                case "items" -> {
                    items(taker);
                    isList = true;
                }
                case "kind" -> refuseStatus(value());
                default -> skip();
            }
        }
        at++;
        drain();
        if (!isList) {
            throw new NotAListException();
        }
    }

    /** A failure that came with a good status is a failure all the same. */
    private static void refuseStatus(byte[] kind) throws NotAListException {
        if (Arrays.equals(kind, STATUS)) {
            throw new NotAListException();
        }
    }

    private void items(Taker taker) throws IOException {
        if (peek() != '[') {
            // A list without items may say null.
            if (!Arrays.equals(value(), NULL)) {
                throw new NotAListException();
            }
            return;
        }
        at++;
        for (byte next = peek(); next != ']'; next = peek()) {
            if (next == ',') {
                at++;
            }
            if (peek() != '{') {
                throw new NotAListException();
            }
            taker.item(value());
        }
        at++;
    }

    private String name() throws IOException {
        if (peek() != '"') {
            throw new NotAListException();
        }
        byte[] quoted = value();
        return new String(quoted, 1, quoted.length - 2, StandardCharsets.UTF_8);
    }

    /** The bytes of the value that begins here. */
    private byte[] value() throws IOException {
        peek();
        mark = at;
        skip();
        byte[] value = Arrays.copyOfRange(buffer, mark, at);
        mark = NONE;
        return value;
    }

    /** Moves behind the value that begins here. */
    private void skip() throws IOException {
        switch (peek()) {
            case '{', '[' -> skipNested();
            case '"' -> {
                at++;
                skipString();
            }
            case '}', ']', ',', ':' -> throw new NotAListException();
            default -> skipWord();
        }
    }

    private void skipNested() throws IOException {
        int depth = 0;
        do {
            if (at == end) {
                fill();
            }
            switch (buffer[at++]) {
                case '"' -> skipString();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
        } while (depth > 0);
    }

    /** Moves behind the closing quotation mark; most bytes of a list are in strings, so this loop is kept tight. */
    private void skipString() throws IOException {
        while (true) {
            byte[] bytes = buffer;
            int limit = end;
            int i = at;
            while (i < limit && bytes[i] != '"' && bytes[i] != '\\') {
                i++;
            }
            at = i;
            if (i == limit) {
                fill();
            } else if (bytes[i] == '"') {
                at++;
                return;
            } else {
                at++;
                if (at == end) {
                    fill();
                }
                at++;
            }
        }
    }

    /** Moves behind a number, {@code true}, {@code false} or {@code null}. */
    private void skipWord() throws IOException {
        while (true) {
            if (at == end) {
                fill();
            }
            switch (buffer[at]) {
                case ',', '}', ']', ' ', '\n', '\r', '\t' -> {
                    return;
                }
                default -> at++;
            }
        }
    }

    /** The next byte that is no white space; stays before it. */
    private byte peek() throws IOException {
        while (true) {
            if (at == end) {
                fill();
            }
            byte next = buffer[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
    }

    private void expect(char wanted) throws IOException {
        if (peek() != wanted) {
            throw new NotAListException();
        }
        at++;
    }

    /** Reads on to the end, so that the connection can be used again. */
    private void drain() throws IOException {
        while (true) {
            for (; at < end; at++) {
                if (buffer[at] > ' ') {
                    throw new NotAListException();
                }
            }
            int read = in.read(buffer, 0, buffer.length);
            if (read < 0) {
                return;
            }
            at = 0;
            end = read;
        }
    }

    /** Brings at least one more byte; what is before the mark may be forgotten. */
    private void fill() throws IOException {
        int from = mark == NONE ? at : mark;
        int kept = end - from;
        if (kept == buffer.length) {
            if (kept >= LARGEST_ITEM) {
                throw new IOException("an item is larger than " + LARGEST_ITEM + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        } else if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, kept);
        }
        at -= from;
        end = kept;
        mark = mark == NONE ? NONE : 0;
        int read = in.read(buffer, end, buffer.length - end);
        if (read <= 0) {
            throw new EOFException("the list ends before its end");
        }
        end += read;
    }
}
