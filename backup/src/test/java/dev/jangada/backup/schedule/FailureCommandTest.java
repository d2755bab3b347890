package dev.jangada.backup.schedule;

import static dev.jangada.backup.schedule.Statuses.result;
import static dev.jangada.backup.schedule.Statuses.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.schedule.StepResult.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureCommandTest {

    private static final RunStatus BAD =
            status(Optional.empty(), result(Step.CREATE, Outcome.OK), result(Step.VERIFY, Outcome.FAILED));

    @TempDir
    Path directory;

    private FailureCommand shell(String script) {
        return new FailureCommand(List.of("/bin/sh", "-c", script, "sh", directory.toString()), Duration.ofSeconds(30));
    }

    @Test
    void theReasonIsInTheEnvironmentAndNowhereElse() throws Exception {
        var command = shell(
                "env | grep ^JANGADA_ | sort > \"$1/told\"; cat > \"$1/input\"; printf %s \"$JANGADA_REASON\" > \"$1/reason\"");
        assertThat(command.tell(BAD, Path.of("/state/production.json"))).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("told")))
                .contains(
                        "JANGADA_STEP=verify",
                        "JANGADA_OUTCOME=failed",
                        "JANGADA_CODE=some-code",
                        "JANGADA_EXIT_CODE=4",
                        "JANGADA_STATUS_FILE=/state/production.json");
        assertThat(Files.readString(directory.resolve("reason"))).isEqualTo("Why \"VERIFY\" is so.\n100 % of it.");
        assertThat(directory.resolve("input")).isEmptyFile();
    }

    @Test
    void aGoodRunIsNotTold() {
        RunStatus good = status(Optional.empty(), result(Step.CREATE, Outcome.OK), result(Step.PRUNE, Outcome.SKIPPED));
        assertThat(shell("touch \"$1/told\"").tell(good, Path.of("/x"))).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void itsOwnFailuresAreWarnings() {
        assertThat(shell("exit 7").tell(BAD, Path.of("/x")).orElseThrow()).hasMessageContaining("exit code 7");
    }

    @Test
    void whyItCannotBeStartedIsToldInFewWords() throws Exception {
        assertThat(starting(Path.of("/no/such/program")))
                .isEqualTo(
                        "The program of onFailure, /no/such/program, cannot be started (no such file or directory).");
        Path plain = Files.writeString(directory.resolve("plain (1)"), "");
        assertThat(starting(plain))
                .isEqualTo("The program of onFailure, " + plain + ", cannot be started (permission denied).");
    }

    private static String starting(Path program) {
        return String.valueOf(new FailureCommand(List.of(program.toString()), Duration.ofSeconds(1))
                .tell(BAD, Path.of("/x"))
                .orElseThrow()
                .getMessage());
    }

    @Test
    void oneThatHangsIsEndedWithWhatItStarted() throws Exception {
        var hanging = new FailureCommand(
                List.of("/bin/sh", "-c", "sleep 1000 & echo $! > \"$1/pid\"; wait", "sh", directory.toString()),
                Duration.ofSeconds(3));
        assertThat(hanging.tell(BAD, Path.of("/x")).orElseThrow()).hasMessageContaining("longer than");
        long sleeper = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        ProcessHandle.of(sleeper).ifPresent(process -> process.onExit().join());
        assertThat(ProcessHandle.of(sleeper).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }
}
