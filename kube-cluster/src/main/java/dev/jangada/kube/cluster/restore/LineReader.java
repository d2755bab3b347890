package dev.jangada.kube.cluster.restore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file line by line, and knows where in it each line lies. */
final class LineReader implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int filled;
    /** Of the buffer's end in the file. */
    private long position;

    LineReader(Path file) throws IOException {
        this.in = Files.newInputStream(file);
    }

    /** The next line without its end; empty behind the last. What has no end is a line too. */
    Optional<byte[]> next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean any = false;
        while (at < filled || fill()) {
            any = true;
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, at, end - at);
            if (end < filled) {
                at = end + 1;
                break;
            }
            at = end;
        }
        return any ? Optional.of(line.toByteArray()) : Optional.empty();
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(buffer));
        position += filled;
        return filled > 0;
    }

    /** Where the next line begins, in bytes from the file's beginning. */
    long place() {
        return position - (filled - at);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
