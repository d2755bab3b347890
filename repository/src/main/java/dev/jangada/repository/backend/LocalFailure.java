package dev.jangada.repository.backend;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import dev.jangada.repository.problem.RepositoryMessage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a failure of the file system means. */
final class LocalFailure {

    private LocalFailure() {}

    /** A failed read. */
    static RuntimeException reading(IOException e, Handle handle, Path file) {
        FileFailure.throwIfInterrupted(e);
        if (e instanceof NoSuchFileException) {
            return new MissingFileException(handle, e);
        }
        if (e instanceof AccessDeniedException) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.NOT_ALLOWED, file);
        }
        return FileFailure.isStale(e)
                ? new PassingException(String.valueOf(e.getMessage()), e)
                : new Problem(e, ExitCode.FAILED, RepositoryMessage.CANNOT_READ, file, FileFailure.reason(e));
    }

    /** A failed write or removal. */
    static RuntimeException writing(Exception e, Path file) {
        FileFailure.throwIfInterrupted(e);
        if (e instanceof AccessDeniedException) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.NOT_ALLOWED, file);
        }
        if (FileFailure.isReadOnly(e)) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.READ_ONLY, file);
        }
        if (FileFailure.isFull(e, file)) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.DISK_FULL, file);
        }
        return FileFailure.isStale(e)
                ? new PassingException(String.valueOf(e.getMessage()), e)
                : new Problem(e, ExitCode.FAILED, RepositoryMessage.CANNOT_WRITE, file, FileFailure.reason(e));
    }

    /** What keeps this user from deleting in a directory; nothing if it may, or there is none. */
    static Optional<Problem> ofRemovalIn(Path directory) {
        if (!Files.isDirectory(directory) || Files.isWritable(directory)) {
            return Optional.empty();
        }
        boolean readOnly;
        try {
            readOnly = Files.getFileStore(directory).isReadOnly();
        } catch (IOException unknown) {
            readOnly = false;
        }
        return Optional.of(new Problem(
                ExitCode.FAILED,
                readOnly ? RepositoryMessage.READ_ONLY : RepositoryMessage.NO_REMOVAL_LOCALLY,
                directory));
    }
}
