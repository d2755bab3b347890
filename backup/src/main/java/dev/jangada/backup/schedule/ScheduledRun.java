package dev.jangada.backup.schedule;

import dev.jangada.backup.schedule.StepResult.Outcome;
import dev.jangada.backup.schedule.StepResult.Said;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * One run: its steps in turn. When a step fails, those after it are left out: what could not be made or proven is no reason to remove
 * anything.
 *
 * @param cluster whose
 * @param tool the program with its version
 * @param before the status after the run before, if there was one
 * @param locale in which failures are told
 * @param clock the time
 */
public record ScheduledRun(String cluster, String tool, Optional<RunStatus> before, Locale locale, Clock clock) {

    /**
     * What is to be done in a step.
     *
     * @param step which
     * @param due whether it is its turn
     * @param work does it; throws a {@link Problem} if that fails
     */
    public record Work(Step step, Due due, Supplier<Done> work) {}

    /** Whether it is a step's turn. */
    @FunctionalInterface
    public interface Due {
        /** Each time. */
        Due ALWAYS = (last, now) -> true;

        /** Not at all: the settings do not say what is to be done. */
        Due NEVER = new Due() {
            @Override
            public boolean isDue(Optional<Instant> last, Instant now) {
                return false;
            }

            @Override
            public boolean isSetUp() {
                return false;
            }
        };

        /**
         * Whether it is.
         *
         * @param last when it was last begun and went well
         */
        boolean isDue(Optional<Instant> last, Instant now);

        /** Whether the settings say what is to be done. */
        default boolean isSetUp() {
            return true;
        }
    }

    /**
     * What was done.
     *
     * @param numbers what was counted, by name in English
     * @param incomplete why it was not done wholly, if so
     * @param warnings what somebody should know of it all the same
     */
    public record Done(Map<String, Long> numbers, Optional<Problem> incomplete, List<Problem> warnings) {
        /** Copies. */
        public Done {
            warnings = List.copyOf(warnings);
            numbers = Map.copyOf(numbers);
        }

        /** Wholly, and nothing is to be said of it. */
        public static Done well(Map<String, Long> numbers) {
            return new Done(numbers, Optional.empty(), List.of());
        }
    }

    /**
     * Runs the steps.
     *
     * @param works the steps in their order
     * @param margins looks what is left of what runs out, after the steps; a {@link Problem} of it means that it is not known
     */
    public RunStatus run(List<Work> works, Supplier<Optional<Margins>> margins) {
        Instant begun = clock.instant();
        var results = new ArrayList<StepResult>();
        boolean failed = false;
        for (Work work : works) {
            Optional<Instant> last =
                    before.flatMap(status -> Optional.ofNullable(status.lastOk().get(work.step())));
            Instant now = clock.instant();
            if (failed) {
                results.add(skipped(work.step(), now, ScheduleMessage.SKIPPED_AFTER_FAILURE));
            } else if (!work.due().isDue(last, now)) {
                results.add(skipped(
                        work.step(), now, work.due().isSetUp() ? ScheduleMessage.NOT_DUE : ScheduleMessage.NOT_SET_UP));
            } else {
                StepResult result = run(work, now);
                results.add(result);
                failed = result.outcome() == Outcome.FAILED;
            }
        }
        Optional<Margins> left = left(margins);
        return RunStatus.of(before, cluster, tool, begun, clock.instant(), results, left);
    }

    private StepResult run(Work work, Instant begun) {
        try {
            Done done = work.work().get();
            Outcome outcome = done.incomplete().isPresent() ? Outcome.INCOMPLETE : Outcome.OK;
            ExitCode code = done.incomplete().isPresent() ? ExitCode.INCOMPLETE : ExitCode.DONE;
            return new StepResult(
                    work.step(),
                    outcome,
                    begun,
                    since(begun),
                    code,
                    done.incomplete().map(this::told),
                    done.warnings().stream().map(this::told).toList(),
                    done.numbers());
        } catch (Problem problem) {
            return new StepResult(
                    work.step(),
                    Outcome.FAILED,
                    begun,
                    since(begun),
                    problem.exitCode() == ExitCode.DONE ? ExitCode.FAILED : problem.exitCode(),
                    Optional.of(told(problem)),
                    List.of(),
                    Map.of());
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException bug) {
            // Nobody is there to see it: the status and the user's program must know of it too.
            System.getLogger(ScheduledRun.class.getName())
                    .log(System.Logger.Level.ERROR, work.step().word(), bug);
            return new StepResult(
                    work.step(),
                    Outcome.FAILED,
                    begun,
                    since(begun),
                    ExitCode.FAILED,
                    Optional.of(new Said("bug", bug.toString())),
                    List.of(),
                    Map.of());
        }
    }

    private static Optional<Margins> left(Supplier<Optional<Margins>> margins) {
        try {
            return margins.get();
        } catch (Problem notKnown) {
            return Optional.empty();
        }
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, clock.instant());
    }

    private Said told(Problem problem) {
        return new Said(problem.code(), problem.in(locale));
    }

    private StepResult skipped(Step step, Instant now, ScheduleMessage why) {
        return new StepResult(
                step,
                Outcome.SKIPPED,
                now,
                Duration.ZERO,
                ExitCode.DONE,
                Optional.of(told(new Problem(ExitCode.DONE, why))),
                List.of(),
                Map.of());
    }
}
