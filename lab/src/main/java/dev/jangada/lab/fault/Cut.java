package dev.jangada.lab.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets the beginning of a body through, and never its end, however short the body is. */
final class Cut extends OutputStream {

    /** As long as the mark of the last chunk: without it the client knows that something is missing. */
    private static final int LAST = 5;

    private final int limit;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    Cut(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        held.write(bytes, from, length);
        if (held.size() >= limit + LAST) {
            throw new Reached();
        }
    }

    /** What comes through of what has been written. */
    byte[] beginning() {
        byte[] all = held.toByteArray();
        return java.util.Arrays.copyOf(all, Math.max(0, Math.min(limit, all.length - LAST)));
    }

    /** That enough has been written, and the rest need not be read. */
    static final class Reached extends IOException {
        private static final long serialVersionUID = 1;
    }
}
