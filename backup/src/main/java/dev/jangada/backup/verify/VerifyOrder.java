package dev.jangada.backup.verify;

import java.nio.file.Path;
import java.time.Clock;

/**
 * How a backup is verified.
 *
 * @param workFolder where the working copy of etcd's snapshot is, on a file system with room for it; it has no name there
 * @param clock the time
 * @param progress is told of every file's bytes as they are read, from any thread
 */
public record VerifyOrder(Path workFolder, Clock clock, Progress progress) {

    /** Is told how far a verification has come. */
    @FunctionalInterface
    public interface Progress {

        /** Nobody wants to know. */
        Progress NONE = bytes -> {};

        /** So many more bytes were read. */
        void read(long bytes);
    }
}
