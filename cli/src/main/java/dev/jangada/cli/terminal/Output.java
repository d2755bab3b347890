package dev.jangada.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A stream that says when it cannot be written: {@link java.io.PrintWriter} swallows that, and a file cut off by a full
 * disk would look whole. It says so once; what is written afterwards is thrown away, so that the command can end.
 */
public final class Output extends OutputStream {

    private final OutputStream stream;
    private boolean broken;

    /** Writes to a stream. */
    public Output(OutputStream stream) {
        this.stream = stream;
    }

    /** Whether the failure is that nobody reads any more, as behind {@code | head}; then there is nobody to tell. */
    public static boolean isClosedPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (broken) {
            return;
        }
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            broken = true;
            throw new UncheckedIOException(e);
        }
    }
}
