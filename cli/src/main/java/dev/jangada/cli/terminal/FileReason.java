package dev.jangada.cli.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in few words, which Java keeps in the name of the exception. */
public final class FileReason {

    private FileReason() {}

    /** The reason without the path, which the sentence has already. */
    public static String of(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            case IOException other when other.getMessage() != null -> other.getMessage();
            default -> failure.getClass().getSimpleName();
        };
    }
}
