package dev.jangada.cli.config;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Writes a file that is whole when it has its name. */
final class NewFile {

    private NewFile() {}

    /**
     * Writes a text, for this user alone.
     *
     * @param replace whether one of that name is replaced
     * @return false if there is one, and it is not
     * @throws Problem if it cannot be written
     */
    static boolean write(Path file, String text, boolean replace) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        try {
            Path part = Files.createTempFile(folder, "." + file.getFileName() + ".", ".part");
            try {
                sync(part, text);
                if (replace) {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    name(file, part);
                }
            } finally {
                Files.deleteIfExists(part);
            }
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException | UnsupportedOperationException e) {
            throw new Problem(e, ExitCode.FAILED, ConfigMessage.INIT_UNWRITABLE, file, FileFailure.reason(e));
        }
    }

    /** A link, unlike a move, fails where there is a file, also one that was made a moment ago; not every store has links. */
    private static void name(Path file, Path part) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.move(part, file);
        }
    }

    private static void sync(Path part, String text) throws IOException {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(part, Set.of(StandardOpenOption.WRITE))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
