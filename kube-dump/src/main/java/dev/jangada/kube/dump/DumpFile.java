package dev.jangada.kube.dump;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of JSON documents, open as long as its source is, so that a dump that is replaced meanwhile stays readable. It
 * is no channel, because an interrupt of one reader would close that for all.
 */
final class DumpFile implements AutoCloseable {

    private final Path path;
    private final RandomAccessFile file;

    /**
     * Opens a file.
     *
     * @throws Problem if it cannot be read
     */
    DumpFile(Path path) {
        this.path = path;
        try {
            if (Files.isDirectory(path)) {
                throw new IOException("it is a directory");
            }
            this.file = new RandomAccessFile(path.toFile(), "r");
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    Path path() {
        return path;
    }

    /** How many bytes the file has. */
    long length() {
        try {
            return file.length();
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /**
     * The bytes at a place.
     *
     * @throws Problem if the file has become shorter, or cannot be read
     */
    byte[] read(long at, int length) {
        var bytes = new byte[length];
        try {
            synchronized (file) {
                file.seek(at);
                file.readFully(bytes);
            }
            return bytes;
        } catch (EOFException e) {
            throw new Problem(e, ExitCode.CORRUPT, DumpMessage.CHANGED, path);
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** In which line a byte is, from 1. For error messages: it reads the file up to there. */
    long line(long at) {
        long line = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 18)) {
            for (long i = 0; i < at; i++) {
                int c = in.read();
                if (c == '\n') {
                    line++;
                } else if (c < 0) {
                    return line;
                }
            }
            return line;
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** What to tell when this file cannot be read. */
    Problem cannotRead(IOException e) {
        return new Problem(e, ExitCode.FAILED, DumpMessage.CANNOT_READ, path, e.getMessage());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }
}
