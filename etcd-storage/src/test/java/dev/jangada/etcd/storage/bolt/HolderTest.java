package dev.jangada.etcd.storage.bolt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who holds a file; that a running etcd does is tested where one runs. */
class HolderTest {

    /** Source: {@code errno.h}; ENOLCK, ENOSYS and EOPNOTSUPP, which file systems without such locks answer. */
    private static final List<Integer> NO_SUCH_LOCKS = List.of(37, 38, 95);

    @TempDir
    Path folder;

    @Test
    void fileThatNobodyHoldsIsFree() throws IOException {
        Path file = Files.createFile(folder.resolve("db"));
        assertThat(Holder.ask(file)).isEqualTo(Holder.Answer.FREE);
    }

    @Test
    void onlyTheAnswerThatTheLockIsTakenIsTakenForIt() throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("db"));
        Process holder = new ProcessBuilder("flock", file.toString(), "sh", "-c", "echo held; read _")
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThat(Holder.ask(file)).isEqualTo(Holder.Answer.HELD);
        } finally {
            holder.destroy();
            holder.waitFor();
        }
        assertThat(NO_SUCH_LOCKS.stream().map(Holder::of)).containsOnly(Holder.Answer.UNKNOWN);
    }
}
