package dev.jangada.cli.objects;

import dev.jangada.kube.model.Capture.WriteFailure;
import dev.jangada.kube.model.compare.Spool;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A spool in a temporary file that nobody else can open: mode 0600, and its name is taken away as soon as it is open,
 * so that nothing is left of it however the process ends. Made at the first byte, because most kinds of a cluster have
 * no objects.
 */
final class FileSpool implements Spool {

    private static final int BUFFER = 1 << 16;

    private @Nullable FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    /** How many bytes the file has; those in the buffer come behind them. */
    private long written;

    @Override
    public long append(byte[] bytes) {
        try {
            if (bytes.length > buffer.remaining()) {
                flush();
            }
            long position = written + buffer.position();
            if (bytes.length > buffer.capacity()) {
                write(ByteBuffer.wrap(bytes));
            } else {
                buffer.put(bytes);
            }
            return position;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public byte[] read(long position, int length) {
        try {
            flush();
            var bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (file().read(bytes, position + bytes.position()) < 0) {
                    throw new IOException("the file has become shorter");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        if (buffer.hasRemaining()) {
            write(buffer);
        }
        buffer.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            written += file().write(bytes, written);
        }
    }

    private FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile("jangada-", ".spool");
            try {
                open = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                Files.delete(path);
            }
            file = open;
        }
        return open;
    }

    private static WriteFailure failure(IOException cause) {
        return new WriteFailure(new Problem(
                cause,
                ExitCode.FAILED,
                ObjectsMessage.SPOOL_FAILED,
                System.getProperty("java.io.tmpdir", "/tmp"),
                cause.getMessage()));
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
