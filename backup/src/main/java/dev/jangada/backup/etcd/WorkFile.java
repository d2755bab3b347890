package dev.jangada.backup.etcd;

import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that loses its name before the first byte is written to it: 0600, seen by nobody, and gone with this process however that ends.
 */
public final class WorkFile implements AutoCloseable {

    private final Path folder;
    private final FileChannel channel;

    private WorkFile(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Makes one.
     *
     * @param folder on the file system that has the room; made with mode 0700 if it is not there
     * @throws Problem if it cannot be made
     */
    public static WorkFile in(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path file = Files.createTempFile(
                    folder,
                    ".jangada-",
                    ".work",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                return new WorkFile(folder, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /** Where its bytes are written and read. */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Makes sure that there is room, before it is used up.
     *
     * @param bytes so many more are to come
     * @throws Problem if they do not fit
     */
    public void requireRoom(long bytes) {
        try {
            long usable = Files.getFileStore(folder).getUsableSpace();
            if (usable < bytes) {
                throw new Problem(ExitCode.FAILED, BackupMessage.WORK_NO_ROOM, folder, bytes, usable);
            }
        } catch (IOException unknown) {
            // Whoever writes will see.
            return;
        }
    }

    /** What a failure to write it means. */
    public RuntimeException failure(IOException e) {
        return failure(folder, e);
    }

    private static RuntimeException failure(Path folder, IOException e) {
        FileFailure.throwIfInterrupted(e);
        return FileFailure.isFull(e, folder)
                ? new Problem(e, ExitCode.FAILED, BackupMessage.WORK_FULL, folder)
                : new Problem(e, ExitCode.FAILED, BackupMessage.WORK_FAILED, folder, FileFailure.reason(e));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }
}
