package dev.jangada.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures of a real file system, as Java throws them. */
final class FileFailureTest {

    private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");

    @TempDir
    private Path folder;

    @Test
    void theReasonIsShortAndInTheReadersLanguage() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path directory = Files.createDirectories(folder.resolve("full/er")).getParent();

        assertThat(reason(() -> Files.readAllBytes(folder.resolve("none"))))
                .isEqualTo("no such file or directory / arquivo ou diretório inexistente");
        assertThat(reason(() -> Files.readAllBytes(folder))).startsWith("it is a directory / ");
        assertThat(reason(() -> Files.readAllBytes(file.resolve("below")))).startsWith("it is no directory / ");
        assertThat(reason(() -> Files.createFile(file))).startsWith("it exists already / ");
        assertThat(reason(() -> Files.delete(directory))).startsWith("the directory is not empty / ");
        assertThat(reason(() -> Files.createFile(folder.resolve("n".repeat(256)))))
                .startsWith("the name is too long / ");
        assertThat(reason(() -> new ProcessBuilder(folder.resolve("none").toString()).start()))
                .startsWith("no such file or directory / ");
        assertThat(reason(() -> new ProcessBuilder(file.toString()).start())).startsWith("permission denied / ");
        assertThat(reason(() -> {
                    throw new FileSystemException("a", null, "Something of the system");
                }))
                .isEqualTo("Something of the system / Something of the system");
        assertThat(reason(() -> {
                    throw new IOException();
                }))
                .startsWith("IOException");
    }

    private interface Work {
        void run() throws IOException;
    }

    private static String reason(Work work) {
        Problem reason = FileFailure.reason(failure(work));
        return reason.in(Locale.ENGLISH) + " / " + reason.in(PORTUGUESE);
    }

    private static IOException failure(Work work) {
        return assertThatExceptionOfType(IOException.class)
                .isThrownBy(work::run)
                .actual();
    }

    /** A device that is always full, as Linux has it. */
    @Test
    void aFullDiskIsKnown() {
        Path full = Path.of("/dev/full");
        IOException failure = failure(() -> Files.write(full, new byte[1], StandardOpenOption.WRITE));
        assertThat(FileFailure.isFull(failure, folder)).isTrue();
        assertThat(FileFailure.reason(failure).in(Locale.ENGLISH)).isEqualTo("no room is left on the disk");
        assertThat(FileFailure.isFull(new IOException("Input/output error"), folder))
                .isFalse();
        assertThat(FileFailure.isReadOnly(new IOException("Read-only file system")))
                .isTrue();
        assertThat(FileFailure.isStale(new IOException("Stale file handle"))).isTrue();
    }

    @Test
    void anInterruptedThreadIsNoFailureOfTheFile() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        try (FileChannel channel = FileChannel.open(file)) {
            Thread.currentThread().interrupt();
            IOException failure = failure(() -> channel.read(java.nio.ByteBuffer.allocate(1)));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).isInstanceOf(ClosedByInterruptException.class);
            assertThatThrownBy(() -> FileFailure.throwIfInterrupted(failure)).isInstanceOf(CancellationException.class);
        }
        FileFailure.throwIfInterrupted(new IOException());
    }
}
