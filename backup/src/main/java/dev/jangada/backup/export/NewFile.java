package dev.jangada.backup.export;

import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** A file that gets its name when all of it is on the disk: 0600 from its first byte, and not there at all until then. */
final class NewFile {

    private static final int BUFFER = 1 << 18;

    private NewFile() {}

    /** Writes what is in a file. */
    @FunctionalInterface
    interface Content {
        /** Writes it; the stream stays open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Makes sure that a file can be made.
     *
     * @throws Problem if there is one of that name, or no folder for it
     */
    static void require(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Problem(ExitCode.REFUSED, BackupMessage.EXPORT_EXISTS, file);
        }
        if (!Files.isDirectory(folder(file))) {
            throw new Problem(ExitCode.USAGE, BackupMessage.EXPORT_NO_FOLDER, file);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    }

    /** Makes one. */
    static void write(Path file, Content content) {
        require(file);
        Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.deleteIfExists(part);
            try {
                fill(part, content);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            syncFolder(file);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Takes one away that was just made. */
    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void fill(Path part, Content content) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void syncFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static RuntimeException failure(Path file, IOException e) {
        FileFailure.throwIfInterrupted(e);
        return FileFailure.isFull(e, file)
                ? new Problem(e, ExitCode.FAILED, BackupMessage.EXPORT_FULL, file)
                : new Problem(e, ExitCode.FAILED, BackupMessage.EXPORT_FAILED, file, FileFailure.reason(e));
    }
}
