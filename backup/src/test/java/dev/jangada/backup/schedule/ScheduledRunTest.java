package dev.jangada.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.backup.schedule.ScheduledRun.Done;
import dev.jangada.backup.schedule.ScheduledRun.Due;
import dev.jangada.backup.schedule.ScheduledRun.Work;
import dev.jangada.backup.schedule.StepResult.Outcome;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ScheduledRunTest {

    private static final Instant NOW = Instant.parse("2026-11-28T02:30:00Z");

    private final List<Step> done = new ArrayList<>();

    private static Problem trouble() {
        return new Problem(ExitCode.CORRUPT, ScheduleMessage.NOT_INSTALLED, "x");
    }

    private Work good(Step step) {
        return work(step, Due.ALWAYS, () -> Done.well(Map.of("objects", 3L)));
    }

    private Work work(Step step, Due due, Supplier<Done> work) {
        return new Work(step, due, () -> {
            done.add(step);
            return work.get();
        });
    }

    private static RunStatus run(Optional<RunStatus> before, Work... works) {
        return new ScheduledRun("c", "t", before, Locale.of("pt", "BR"), Clock.fixed(NOW, ZoneOffset.UTC))
                .run(List.of(works), Optional::empty);
    }

    private static List<Outcome> outcomes(RunStatus status) {
        return status.steps().stream().map(StepResult::outcome).toList();
    }

    @Test
    void stepsGoInTheirOrder() {
        RunStatus status =
                run(Optional.empty(), good(Step.CREATE), good(Step.VERIFY), good(Step.FORGET), good(Step.PRUNE));
        assertThat(done).containsExactly(Step.CREATE, Step.VERIFY, Step.FORGET, Step.PRUNE);
        assertThat(outcomes(status)).containsOnly(Outcome.OK);
        assertThat(status.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(status.lastOk()).hasSize(4).containsEntry(Step.PRUNE, NOW);
        assertThat(status.lastBackup()).containsEntry("objects", 3L);
    }

    @Test
    void nothingIsRemovedWhenSomethingFailed() {
        RunStatus status = run(
                Optional.empty(),
                good(Step.CREATE),
                work(Step.VERIFY, Due.ALWAYS, () -> {
                    throw trouble();
                }),
                good(Step.FORGET),
                good(Step.PRUNE));
        assertThat(done).containsExactly(Step.CREATE, Step.VERIFY);
        assertThat(outcomes(status)).containsExactly(Outcome.OK, Outcome.FAILED, Outcome.SKIPPED, Outcome.SKIPPED);
        assertThat(status.exitCode()).isEqualTo(ExitCode.CORRUPT);
        StepResult.Said failure = status.firstFailure().orElseThrow().failure().orElseThrow();
        assertThat(failure.code()).isEqualTo("not-installed");
        assertThat(failure.sentence()).contains("nada foi removido");
    }

    @Test
    void anIncompleteBackupIsProvenAllTheSame() {
        RunStatus status = run(
                Optional.empty(),
                work(Step.CREATE, Due.ALWAYS, () -> new Done(Map.of(), Optional.of(trouble()), List.of())),
                good(Step.VERIFY));
        assertThat(outcomes(status)).containsExactly(Outcome.INCOMPLETE, Outcome.OK);
        assertThat(status.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(status.lastOk()).doesNotContainKey(Step.CREATE);
    }

    @Test
    void warningsAreKeptAndChangeNothing() {
        RunStatus status = run(
                Optional.empty(),
                work(Step.CREATE, Due.ALWAYS, () -> new Done(Map.of(), Optional.empty(), List.of(trouble()))),
                good(Step.VERIFY));
        assertThat(outcomes(status)).containsOnly(Outcome.OK);
        assertThat(status.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(status.lastOk()).containsKey(Step.CREATE);
        StepResult created = status.result(Step.CREATE).orElseThrow();
        assertThat(created.failure()).isEmpty();
        assertThat(created.warnings())
                .singleElement()
                .returns("not-installed", StepResult.Said::code)
                .satisfies(warning -> assertThat(warning.sentence()).contains("nada foi removido"));
    }

    @Test
    void aStepIsAskedWhetherItIsDueWithTheTimeOfItsLastSuccess() {
        RunStatus first = run(Optional.empty(), good(Step.CREATE), good(Step.PRUNE));
        List<Optional<Instant>> asked = new ArrayList<>();
        RunStatus second = run(
                Optional.of(first),
                work(Step.CREATE, Due.NEVER, () -> {
                    throw trouble();
                }),
                work(
                        Step.PRUNE,
                        (last, now) -> {
                            asked.add(last);
                            return false;
                        },
                        () -> {
                            throw trouble();
                        }));
        assertThat(asked).containsExactly(Optional.of(NOW));
        assertThat(outcomes(second)).containsOnly(Outcome.SKIPPED);
        assertThat(second.result(Step.CREATE)
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo("not-set-up");
        assertThat(second.result(Step.PRUNE)
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo("not-due");
        assertThat(second.lastOk()).isEqualTo(first.lastOk());
        assertThat(second.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aBugIsToldToo() {
        RunStatus status = run(Optional.empty(), work(Step.CREATE, Due.ALWAYS, () -> {
            throw new IllegalStateException("oops");
        }));
        assertThat(status.firstFailure().orElseThrow().failure().orElseThrow().code())
                .isEqualTo("bug");
        assertThat(status.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void anInterruptionIsNoResult() {
        assertThatThrownBy(() -> run(Optional.empty(), work(Step.CREATE, Due.ALWAYS, () -> {
                    throw new CancellationException("stop");
                })))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void marginsThatCannotBeSeenAreNoFailure() {
        RunStatus status = new ScheduledRun("c", "t", Optional.empty(), Locale.ENGLISH, Clock.systemUTC())
                .run(List.of(good(Step.CREATE)), () -> {
                    throw trouble();
                });
        assertThat(status.margins()).isEmpty();
        assertThat(status.exitCode()).isEqualTo(ExitCode.DONE);
    }
}
