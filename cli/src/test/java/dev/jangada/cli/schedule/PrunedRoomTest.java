package dev.jangada.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.schedule.RunStatus;
import dev.jangada.backup.schedule.ScheduledRun;
import dev.jangada.backup.schedule.ScheduledRun.Due;
import dev.jangada.backup.schedule.ScheduledRun.Work;
import dev.jangada.backup.schedule.Step;
import dev.jangada.backup.schedule.StepResult;
import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.repository.prune.PruneResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrunedRoomTest {

    private static RunStatus run(int removed, int repacked, long freed, int retained) {
        var result = new PruneResult(removed, repacked, freed, retained, Optional.empty());
        return new ScheduledRun("c", "t", Optional.empty(), Locale.ENGLISH, Clock.systemUTC())
                .run(List.of(new Work(Step.PRUNE, Due.ALWAYS, () -> PrunedRoom.done(result))), Optional::empty);
    }

    private static String text(RunStatus status) {
        var terminal = new Terminal(
                Input.NOTHING,
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false,
                false,
                Map.of(),
                Locale.ENGLISH);
        return RunText.rows(terminal, status).getFirst().getLast();
    }

    @Test
    void aPruneThatMayDeleteNothingIsIncompleteAndSaysWhatItNeeds() {
        RunStatus status = run(0, 0, 0, 27);
        assertThat(status.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(status.result(Step.PRUNE).orElseThrow().failure().orElseThrow())
                .returns("nothing-pruned", StepResult.Said::code);
        assertThat(text(status)).startsWith("incomplete").contains("27 files that are", "under index/ and data/");
    }

    @Test
    void whatIsRetainedForAWhileIsExpectedAndTold() {
        RunStatus status = run(5, 2, 4_000, 5);
        assertThat(status.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(text(status)).startsWith("ok").endsWith("freed, 5 files retained by the store");
        assertThat(text(run(1, 0, 4_000, 1))).endsWith("freed, 1 file retained by the store");
    }

    @Test
    void whereNothingIsRetainedNothingIsSaidOfIt() {
        assertThat(text(run(0, 0, 0, 0))).startsWith("ok").endsWith(" freed");
    }
}
