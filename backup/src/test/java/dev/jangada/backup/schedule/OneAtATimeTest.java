package dev.jangada.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.JavaCommand;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneAtATimeTest {

    @Test
    void aSecondOneIsRefusedUntilTheFirstEnds(@TempDir Path directory) {
        Path file = directory.resolve("production.lock");
        try (OneAtATime first = OneAtATime.take(file)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> OneAtATime.take(file).close())
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        OneAtATime.take(file).close();
    }

    @Test
    void anotherProcessIsNamedAndLeavesNothingStaleWhenItIsKilled(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("production.lock");
        try (ChildJvm holder = JavaCommand.of(Holder.class).start(file.toString())) {
            holder.awaitLine(line -> line.startsWith("taken"), Duration.ofSeconds(60));
            assertThatThrownBy(() -> OneAtATime.take(file).close())
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("process " + holder.pid());
            holder.kill();
        }
        OneAtATime.take(file).close();
    }

    /** Takes the right and keeps it until it is killed. */
    static final class Holder {
        private Holder() {}

        /** Is started with the file of the lock. */
        public static void main(String[] arguments) throws Exception {
            try (OneAtATime lock = OneAtATime.take(Path.of(arguments[0]))) {
                System.out.println(lock == null ? "impossible" : "taken");
                new CountDownLatch(1).await();
            }
        }
    }
}
