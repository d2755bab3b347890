package dev.jangada.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aProgramThatEndsIsReadToItsEnd() {
        try (ChildJvm child = JavaCommand.of(Program.class)
                .withOptions("-Xmx20m", "-Dgreeting=olá mundo")
                .withEnvironment("WHO", "it's me")
                .start("3")) {
            CommandResult result = child.awaitEnd(PATIENCE);
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.stdout()).isEqualTo("olá mundo, it's me\n");
            assertThat(result.stderr()).contains("to stderr");
        }
    }

    @Test
    void aKilledProgramIsGoneAndItsOutputIsNot() {
        try (ChildJvm child = JavaCommand.of(Program.class).start("forever")) {
            assertThat(child.awaitLine(line -> line.startsWith("null"), PATIENCE))
                    .isEqualTo("null, null");
            ProcessHandle program = ProcessHandle.of(child.pid()).orElseThrow();
            child.kill();
            assertThat(program.isAlive()).isFalse();
            assertThat(child.awaitEnd(PATIENCE).exit()).isEqualTo(137);
            assertThat(child.out()).contains("null, null").doesNotContain("good bye");
        }
    }

    @Test
    void aProgramCanBeInterruptedAsByControlC() {
        try (ChildJvm child = JavaCommand.of(Program.class).start("forever")) {
            child.awaitLine(line -> true, PATIENCE);
            child.signal("INT");
            CommandResult result = child.awaitEnd(PATIENCE);
            assertThat(result.exit()).isEqualTo(130);
            assertThat(result.stdout()).endsWith("good bye\n");
        }
    }

    @Test
    void waitingForWhatNeverComesEndsWithTheProgram() {
        try (ChildJvm child = JavaCommand.of(Program.class).start("0")) {
            assertThatThrownBy(() -> child.awaitLine(line -> line.equals("never"), Duration.ofMinutes(5)))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("has ended")
                    .hasMessageContaining("to stderr");
        }
    }

    /** The program that the tests run: greets, and ends with the exit code that it is told, or never. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("good bye")));
            System.err.println("to stderr");
            System.out.println(System.getProperty("greeting") + ", " + System.getenv("WHO"));
            if (arguments[0].equals("forever")) {
                Thread.currentThread().join();
            }
            Runtime.getRuntime().halt(Integer.parseInt(arguments[0]));
        }
    }
}
