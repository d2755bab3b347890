package dev.jangada.etcd.storage.bolt;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** What to tell when a file cannot be written. */
public final class CannotWrite {

    /** A store with less room than this left is taken to be full, whatever the system's message is. */
    private static final long NO_ROOM = 64 << 10;

    private CannotWrite() {}

    /**
     * The problem that a failure is.
     *
     * @param where the file or directory that was being written, as the user names it
     * @throws CancellationException instead, if the thread was interrupted
     */
    public static Problem of(IOException e, Path where) {
        requireNotInterrupted(e);
        if (isFull(e, where)) {
            return new Problem(e, ExitCode.FAILED, BoltMessage.DISK_FULL, where);
        }
        return switch (e) {
            case AccessDeniedException _ -> new Problem(e, ExitCode.FAILED, BoltMessage.NOT_ALLOWED, where);
            case FileAlreadyExistsException _ -> new Problem(e, ExitCode.REFUSED, BoltMessage.EXISTS, where);
            default -> new Problem(e, ExitCode.FAILED, BoltMessage.CANNOT_WRITE, where, reason(e));
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
        requireNotInterrupted(e);
        BoltMessage why = isFull(e, directory)
                ? BoltMessage.TEMPORARY_FULL
                : Files.isDirectory(directory) ? BoltMessage.TEMPORARY_FAILED : BoltMessage.TEMPORARY_MISSING;
        return new Problem(e, ExitCode.FAILED, why, what, directory, reason(e));
    }

    private static void requireNotInterrupted(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            var interrupted = new CancellationException("interrupted while writing");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** What the system says about a failure, without the file's name. */
    public static String reason(IOException e) {
        return switch (e) {
            // Java keeps these two in the name of the exception.
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException failure when failure.getReason() != null -> failure.getReason();
            case FileSystemException other -> other.getClass().getSimpleName();
            default -> String.valueOf(e.getMessage());
        };
    }

    /** The system's message is in the user's language, so the room that is left is looked at too. */
    private static boolean isFull(IOException e, Path where) {
        if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left")) {
            return true;
        }
        for (Path at = where.toAbsolutePath(); at != null; at = at.getParent()) {
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
