package dev.jangada.etcd.client;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a failure of the file system means to the user. */
final class FileFailure {

    private FileFailure() {}

    /** Why, in few words, without the path, which the sentence has already. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException failure when failure.getReason() != null -> failure.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    /** That a file could not be written. */
    static Problem writing(Path file, IOException e) {
        // The kernel's words for ENOSPC and EDQUOT; Java has no type for them.
        String reason = reason(e);
        if (reason.contains("No space left on device") || reason.contains("Disk quota exceeded")) {
            return new Problem(e, ExitCode.FAILED, ClientMessage.DISK_FULL, file);
        }
        return new Problem(e, ExitCode.FAILED, ClientMessage.CANNOT_WRITE, file, reason);
    }
}
