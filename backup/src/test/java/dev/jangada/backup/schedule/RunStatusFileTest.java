package dev.jangada.backup.schedule;

import static dev.jangada.backup.schedule.Statuses.result;
import static dev.jangada.backup.schedule.Statuses.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.backup.schedule.StepResult.Outcome;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStatusFileTest {

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsRead() throws Exception {
        var file = new RunStatusFile(directory.resolve("production.json"));
        assertThat(file.read()).isEmpty();
        RunStatus status = status(
                Optional.empty(),
                result(Step.CREATE, Outcome.INCOMPLETE),
                result(Step.VERIFY, Outcome.FAILED),
                result(Step.FORGET, Outcome.SKIPPED));
        file.write(status);
        assertThat(file.read()).contains(status);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining("glob:**/production.json");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void warningsAreReadAgain() {
        StepResult quiet = result(Step.CREATE, Outcome.OK);
        RunStatus status = status(
                Optional.empty(),
                new StepResult(
                        quiet.step(),
                        quiet.outcome(),
                        quiet.begun(),
                        quiet.took(),
                        quiet.exitCode(),
                        quiet.failure(),
                        List.of(
                                new StepResult.Said("lock-left", "A \"lock\"."),
                                new StepResult.Said("without-api", "Ação.")),
                        quiet.numbers()));
        var file = new RunStatusFile(directory.resolve("s.json"));
        file.write(status);
        assertThat(file.read()).contains(status);
    }

    @Test
    void theLastGoodTimesOutliveABadRun() {
        RunStatus good = status(Optional.empty(), result(Step.CREATE, Outcome.OK), result(Step.VERIFY, Outcome.OK));
        RunStatus bad = RunStatus.of(
                Optional.of(good),
                "c",
                "t",
                Statuses.BEGUN.plusSeconds(86_400),
                Statuses.BEGUN.plusSeconds(86_401),
                List.of(result(Step.CREATE, Outcome.FAILED)),
                Optional.empty());
        assertThat(bad.lastOk()).isEqualTo(good.lastOk()).hasSize(2);
        assertThat(bad.lastBackup()).isEqualTo(good.lastBackup()).containsEntry("objects", 15_300L);
        assertThat(bad.exitCode()).isEqualTo(ExitCode.CORRUPT);
        var file = new RunStatusFile(directory.resolve("s.json"));
        file.write(bad);
        assertThat(file.read()).contains(bad);
    }

    @Test
    void aFailureCountsMoreThanSomethingIncomplete() {
        RunStatus status =
                status(Optional.empty(), result(Step.CREATE, Outcome.INCOMPLETE), result(Step.VERIFY, Outcome.FAILED));
        assertThat(status.firstFailure().orElseThrow().step()).isEqualTo(Step.VERIFY);
        assertThat(status(Optional.empty(), result(Step.CREATE, Outcome.INCOMPLETE))
                        .exitCode())
                .isEqualTo(ExitCode.INCOMPLETE);
        assertThat(status(Optional.empty(), result(Step.CREATE, Outcome.SKIPPED))
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"formatVersion\":1",
                "nonsense",
                "{\"formatVersion\":1}",
                "{\"formatVersion\":1,\"steps\":[{\"step\":\"x\"}]}"
            })
    void aDamagedFileIsSaidInASentenceOfOurs(String content) throws Exception {
        Path path = Files.writeString(directory.resolve("x.json"), content);
        assertThatThrownBy(() -> new RunStatusFile(path).read())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                .hasMessage(path + " is damaged: move it away, and the next run writes a new one.");
    }

    @Test
    void aLaterFormatIsNoDamage() throws Exception {
        Path path = Files.writeString(directory.resolve("x.json"), "{\"formatVersion\":2}");
        assertThatThrownBy(() -> new RunStatusFile(path).read())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is of a newer Jangada (format 2, and this one knows 1)");
    }

    @Test
    void whatCannotBeReadIsNotCalledDamaged() throws Exception {
        Path path = Files.createDirectory(directory.resolve("x.json"));
        assertThatThrownBy(() -> new RunStatusFile(path).read())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() {
        Path nowhere = directory.resolve("nowhere").resolve("s.json");
        assertThatThrownBy(() -> new RunStatusFile(nowhere).write(status(Optional.empty())))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(nowhere.toString());
        assertThat(directory).isEmptyDirectory();
    }
}
