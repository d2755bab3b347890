package dev.jangada.repository.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Tests run as root see few of these happen. */
class LocalFailureTest {

    private static final Path FILE = Path.of("/backup/raft/config");

    private static String writing(IOException e) {
        return LocalFailure.writing(e, FILE) instanceof Problem problem ? problem.code() : "passing";
    }

    private static IOException failed(String why) {
        return new FileSystemException(FILE.toString(), null, why);
    }

    @Test
    void whatCannotBeWritten() {
        assertThat(writing(new AccessDeniedException(FILE.toString()))).isEqualTo("not-allowed");
        assertThat(writing(failed("Read-only file system"))).isEqualTo("read-only");
        assertThat(writing(failed("No space left on device"))).isEqualTo("disk-full");
        assertThat(writing(failed("Disk quota exceeded"))).isEqualTo("disk-full");
        assertThat(writing(failed("Input/output error"))).isEqualTo("cannot-write");
        assertThat(writing(failed("Stale file handle"))).isEqualTo("passing");
    }

    @Test
    void whatCannotBeRead() {
        assertThat(LocalFailure.reading(new NoSuchFileException("x"), Handle.CONFIG, FILE))
                .isInstanceOf(MissingFileException.class);
        assertThat(LocalFailure.reading(new AccessDeniedException("x"), Handle.CONFIG, FILE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(FILE.toString());
        assertThat(LocalFailure.reading(failed("Stale file handle"), Handle.CONFIG, FILE))
                .isInstanceOf(PassingException.class);
        assertThat(LocalFailure.reading(failed("Input/output error"), Handle.CONFIG, FILE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("input/output error");
    }

    @Test
    void permissionAndAReadOnlyDiskAreOneSentenceEach() {
        says(
                new AccessDeniedException(FILE.toString()),
                FILE + " may not be read or written by this user: ask for the permission, or use the user that made the"
                        + " repository.",
                "Este usuário não pode ler ou gravar " + FILE
                        + ": peça a permissão, ou use o usuário que criou o repositório.");
        says(
                failed("Read-only file system"),
                FILE + " cannot be written, because its file system is read-only: mount it for writing, or choose"
                        + " another place.",
                "Não é possível gravar " + FILE
                        + ", porque seu sistema de arquivos é somente leitura: monte-o para gravação, ou escolha outro"
                        + " lugar.");
    }

    private static void says(IOException e, String english, String portuguese) {
        assertThat(LocalFailure.writing(e, FILE)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.in(Locale.ENGLISH)).isEqualTo(english);
            assertThat(problem.in(Locale.of("pt", "BR"))).isEqualTo(portuguese);
        });
    }

    @Test
    void whoIsInterruptedStops() {
        assertThatThrownBy(() -> LocalFailure.writing(new ClosedByInterruptException(), FILE))
                .isInstanceOf(CancellationException.class);
    }
}
