package dev.jangada.problem;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a failure of the file system means. Java tells it partly by the type, partly by the words of the system. */
public final class FileFailure {

    /** A store with less room than this left is taken to be full, whatever the system's words are. */
    private static final long NO_ROOM = 64 << 10;

    /**
     * Of a program that could not be started, Java wraps the words up: {@code Cannot run program "x": Exec failed, error: 2 (No such file
     * or directory)}. Source: JDK 25, {@code ProcessImpl_md.c}, {@code throwIOException}.
     */
    private static final Pattern NOT_STARTED = Pattern.compile("^Cannot run program .*error: \\d+ \\((.+?)\\)\\s*$");

    private FileFailure() {}

    /**
     * Why a file could not be read or written, or a program not be started, in few words without the path, which the sentence has
     * already; for an argument of that sentence, so that it is told in the
     * reader's language.
     */
    public static Problem reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> reason(failure, FileReason.NO_SUCH_FILE);
            case AccessDeniedException _ -> reason(failure, FileReason.NOT_PERMITTED);
            case FileAlreadyExistsException _ -> reason(failure, FileReason.EXISTS);
            case DirectoryNotEmptyException _ -> reason(failure, FileReason.NOT_EMPTY);
            case NotDirectoryException _ -> reason(failure, FileReason.NOT_A_DIRECTORY);
            case ReadOnlyFileSystemException _ -> reason(failure, FileReason.READ_ONLY);
            default -> {
                String words = words(failure);
                yield FileReason.of(words)
                        .map(known -> reason(failure, known))
                        .orElseGet(() -> new Problem(failure, ExitCode.FAILED, FileReason.SYSTEM_SAYS, words));
            }
        };
    }

    private static Problem reason(Exception failure, FileReason why) {
        return new Problem(failure, ExitCode.FAILED, why);
    }

    /** What the system says, without the path; the name of the exception where it says nothing. */
    private static String words(Exception failure) {
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        if (failure.getMessage() == null) {
            return failure.getClass().getSimpleName();
        }
        Matcher start = NOT_STARTED.matcher(failure.getMessage());
        return start.find() ? start.group(1) : failure.getMessage();
    }

    /**
     * Whether there was no room left, of the disk or of the user. The system's words may be in any language, so the room that is left
     * is looked at too.
     *
     * @param where the file or directory that was written
     */
    public static boolean isFull(Exception failure, Path where) {
        boolean said =
                FileReason.of(words(failure)).filter(FileReason.NO_ROOM::equals).isPresent();
        return said || isFull(where);
    }

    private static boolean isFull(Path where) {
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

    /** Whether a server of files has lost sight of the file, which may pass (ESTALE of NFS). */
    public static boolean isStale(Exception failure) {
        return words(failure).toLowerCase(Locale.ROOT).contains("stale");
    }

    /** Whether nothing can be written there at all. */
    public static boolean isReadOnly(Exception failure) {
        return failure instanceof ReadOnlyFileSystemException
                || FileReason.of(words(failure))
                        .filter(FileReason.READ_ONLY::equals)
                        .isPresent();
    }

    /**
     * A file that a thread was interrupted at is closed under it: that is no failure of the file.
     *
     * @throws CancellationException if it is that
     */
    public static void throwIfInterrupted(Exception failure) {
        if (failure instanceof ClosedByInterruptException) {
            var interrupted = new CancellationException("interrupted at a file");
            interrupted.initCause(failure);
            throw interrupted;
        }
    }
}
