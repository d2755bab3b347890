package dev.jangada.etcd.storage.bolt;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** What to tell when a file cannot be written. */
public final class CannotWrite {

    private CannotWrite() {}

    /**
     * The problem that a failure is.
     *
     * @param where the file or directory that was being written, as the user names it
     * @throws CancellationException instead, if the thread was interrupted
     */
    public static Problem of(IOException e, Path where) {
        FileFailure.throwIfInterrupted(e);
        if (FileFailure.isFull(e, where)) {
            return new Problem(e, ExitCode.FAILED, BoltMessage.DISK_FULL, where);
        }
        return switch (e) {
            case AccessDeniedException _ -> new Problem(e, ExitCode.FAILED, BoltMessage.NOT_ALLOWED, where);
            case FileAlreadyExistsException _ -> new Problem(e, ExitCode.REFUSED, BoltMessage.EXISTS, where);
            default -> new Problem(e, ExitCode.FAILED, BoltMessage.CANNOT_WRITE, where, FileFailure.reason(e));
        };
    }

    /**
     * The problem that a failure with a file is that has no name.
     *
     * @param directory where it should have been
     * @param what what it is needed for, as the user names that
     * @throws CancellationException instead, if the thread was interrupted
     */
    public static Problem temporary(IOException e, Path directory, String what) {
        FileFailure.throwIfInterrupted(e);
        BoltMessage why = FileFailure.isFull(e, directory)
                ? BoltMessage.TEMPORARY_FULL
                : Files.isDirectory(directory) ? BoltMessage.TEMPORARY_FAILED : BoltMessage.TEMPORARY_MISSING;
        return new Problem(e, ExitCode.FAILED, why, what, directory, FileFailure.reason(e));
    }
}
