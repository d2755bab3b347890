package dev.jangada.lab.fault;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One side's connection, read as HTTP/1.1. Closing it breaks it: there is no goodbye, as TLS would say one. */
final class Wire implements Closeable {

    /** What a TLS record holds. */
    private static final int RECORD = 16 << 10;

    private static final int LONGEST_LINE = 1 << 20;

    private final Socket raw;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[RECORD];
    private int at;
    private int end;

    /**
     * A connection.
     *
     * @param raw what is below TLS
     * @param secured what is read and written
     */
    Wire(Socket raw, Socket secured) throws IOException {
        this.raw = raw;
        this.in = secured.getInputStream();
        this.out = new BufferedOutputStream(secured.getOutputStream(), RECORD);
    }

    OutputStream out() {
        return out;
    }

    /** Reads the head of the next message; null if the other side has ended the connection. */
    @Nullable
    Head head() throws IOException {
        OutputStream nothing = OutputStream.nullOutputStream();
        if (at == end && !filled(nothing)) {
            return null;
        }
        String first = line(nothing);
        var headers = new ArrayList<String>();
        for (String header = line(nothing); !header.isEmpty(); header = line(nothing)) {
            headers.add(header);
        }
        return new Head(first, headers);
    }

    /** Passes a body on as it comes, marks of chunks too. */
    void copy(Body body, OutputStream to) throws IOException {
        switch (body.ends()) {
            case AFTER_LENGTH -> copy(body.length(), to);
            case WITH_LAST_CHUNK -> copyChunks(to);
            case WITH_CONNECTION -> {
                while (at < end || filled(to)) {
                    copy(end - at, to);
                }
            }
        }
    }

    private void copyChunks(OutputStream to) throws IOException {
        while (true) {
            String size = copyLine(to);
            long length = Long.parseLong(size.split(";", 2)[0].strip(), 16);
            if (length == 0) {
                break;
            }
            // With the line end behind it.
            copy(length + 2, to);
        }
        String trailer;
        do {
            trailer = copyLine(to);
        } while (!trailer.isEmpty());
    }

    private String copyLine(OutputStream to) throws IOException {
        String line = line(to);
        to.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return line;
    }

    private void copy(long length, OutputStream to) throws IOException {
        long left = length;
        while (left > 0) {
            if (at == end && !filled(to)) {
                throw new EOFException("the message ends too early");
            }
            int now = (int) Math.min(left, end - at);
            to.write(buffer, at, now);
            at += now;
            left -= now;
        }
    }

    private String line(OutputStream waiting) throws IOException {
        var line = new StringBuilder();
        while (true) {
            if (at == end && !filled(waiting)) {
                throw new EOFException("the message ends too early");
            }
            char next = (char) (buffer[at++] & 0xff);
            if (next == '\n') {
                return line.isEmpty() ? "" : line.substring(0, line.length() - 1);
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line without an end");
            }
            line.append(next);
        }
    }

    /** Waits for more; what has been passed on so far must not wait too, or a watch would say nothing until it ends. */
    private boolean filled(OutputStream waiting) throws IOException {
        waiting.flush();
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
