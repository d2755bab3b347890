package dev.jangada.kube.dump;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** What to tell when a file cannot be written. */
final class CannotWrite {

    private CannotWrite() {}

    /**
     * The problem that a failure is.
     *
     * @param where the file or directory that was being written
     */
    static Problem of(IOException e, Path where) {
        FileFailure.throwIfInterrupted(e);
        if (FileFailure.isFull(e, where)) {
            return new Problem(e, ExitCode.FAILED, DumpMessage.DISK_FULL, where);
        }
        if (e instanceof AccessDeniedException) {
            return new Problem(e, ExitCode.FAILED, DumpMessage.NOT_ALLOWED, where);
        }
        if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
            return new Problem(e, ExitCode.REFUSED, DumpMessage.TARGET_EXISTS, where);
        }
        return new Problem(e, ExitCode.FAILED, DumpMessage.CANNOT_WRITE, where, FileFailure.reason(e));
    }
}
