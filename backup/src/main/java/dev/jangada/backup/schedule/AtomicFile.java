package dev.jangada.backup.schedule;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that others read at any time: they find the old content or the new one, never a part. */
final class AtomicFile {

    /** For this user alone. */
    static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    /** For programs of other users too: nothing in it is a secret. */
    static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    private AtomicFile() {}

    /**
     * Writes it beside its place, and gives it its name when it is on the disk.
     *
     * @throws Problem if it cannot be written; then what was there is still there, and nothing else
     */
    static void write(Path file, byte[] content, Set<PosixFilePermission> permissions) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException(file.toString());
        }
        // A name with a dot, so that neither the node exporter nor systemd reads it before it has its own.
        Path part = directory.resolve("." + file.getFileName() + ".new");
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PRIVATE));
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.setPosixFilePermissions(part, permissions);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel parent = FileChannel.open(directory)) {
                parent.force(true);
            }
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, ScheduleMessage.CANNOT_WRITE, file, why(part, e));
        }
    }

    private static Problem why(Path part, IOException failure) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return FileFailure.reason(failure);
    }
}
