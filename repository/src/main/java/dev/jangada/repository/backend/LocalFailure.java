package dev.jangada.repository.backend;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.problem.RepositoryMessage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** What a failure of the file system means. */
final class LocalFailure {

    /** A store with less room than this left is taken to be full, whatever the system's message is. */
    private static final long NO_ROOM = 64 << 10;

    private LocalFailure() {}

    /** A failed read. */
    static RuntimeException reading(IOException e, Handle handle, Path file) {
        stopIfInterrupted(e);
        if (e instanceof NoSuchFileException) {
            return new MissingFileException(handle, e);
        }
        if (e instanceof AccessDeniedException) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.NOT_ALLOWED, file);
        }
        return reason(e).toLowerCase(Locale.ROOT).contains("stale")
                ? new PassingException(reason(e), e)
                : new Problem(e, ExitCode.FAILED, RepositoryMessage.CANNOT_READ, file, reason(e));
    }

    /** A failed write or removal. */
    static RuntimeException writing(Exception e, Path file) {
        if (e instanceof IOException failure) {
            stopIfInterrupted(failure);
        }
        if (e instanceof AccessDeniedException) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.NOT_ALLOWED, file);
        }
        String why = reason(e);
        if (e instanceof ReadOnlyFileSystemException
                || why.toLowerCase(Locale.ROOT).contains("read-only")) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.READ_ONLY, file);
        }
        if (isFull(why, file)) {
            return new Problem(e, ExitCode.FAILED, RepositoryMessage.DISK_FULL, file);
        }
        return why.toLowerCase(Locale.ROOT).contains("stale")
                ? new PassingException(why, e)
                : new Problem(e, ExitCode.FAILED, RepositoryMessage.CANNOT_WRITE, file, why);
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

    private static void stopIfInterrupted(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            var interrupted = new CancellationException("interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static String reason(Exception e) {
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(e.getMessage());
    }

    /** The system's message is in the user's language, so the room that is left is looked at too. */
    private static boolean isFull(String why, Path file) {
        String lower = why.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded")) {
            return true;
        }
        for (Path at = file.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                try {
                    var store = Files.getFileStore(at);
                    return !store.isReadOnly() && store.getTotalSpace() > 0 && store.getUsableSpace() < NO_ROOM;
                } catch (IOException unknown) {
                    return false;
                }
            }
        }
        return false;
    }
}
