package dev.jangada.backup.schedule;

import dev.jangada.problem.ExitCode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the last scheduled run of a cluster did, and what is known from those before.
 *
 * @param cluster whose
 * @param tool the program with its version
 * @param begun when the run was begun
 * @param ended when it ended
 * @param steps what came of each, in their order
 * @param lastOk when each step was last begun and went well, in this run or an earlier one
 * @param lastBackup numbers of the newest backup that was made, complete or not
 * @param margins what is left of what runs out, as this run saw it; none if it did not look
 */
public record RunStatus(
        String cluster,
        String tool,
        Instant begun,
        Instant ended,
        List<StepResult> steps,
        Map<Step, Instant> lastOk,
        Map<String, Long> lastBackup,
        Optional<Margins> margins) {

    /** Copies. */
    public RunStatus {
        steps = List.copyOf(steps);
        lastOk = Map.copyOf(lastOk);
        lastBackup = Map.copyOf(lastBackup);
    }

    /**
     * The status after a run.
     *
     * @param before the status after the run before it, if there was one
     */
    public static RunStatus of(
            Optional<RunStatus> before,
            String cluster,
            String tool,
            Instant begun,
            Instant ended,
            List<StepResult> steps,
            Optional<Margins> margins) {
        Map<Step, Instant> lastOk = new EnumMap<>(Step.class);
        before.ifPresent(earlier -> lastOk.putAll(earlier.lastOk()));
        Map<String, Long> lastBackup = before.map(RunStatus::lastBackup).orElse(Map.of());
        for (StepResult result : steps) {
            if (result.outcome() == StepResult.Outcome.OK) {
                lastOk.put(result.step(), result.begun());
            }
            boolean made =
                    result.outcome() == StepResult.Outcome.OK || result.outcome() == StepResult.Outcome.INCOMPLETE;
            if (result.step() == Step.CREATE && made) {
                lastBackup = result.numbers();
            }
        }
        return new RunStatus(cluster, tool, begun, ended, steps, lastOk, lastBackup, margins);
    }

    /** What came of a step in this run. */
    public Optional<StepResult> result(Step step) {
        return steps.stream().filter(result -> result.step() == step).findFirst();
    }

    /** The first step that did not go well; those that were left out do not count. */
    public Optional<StepResult> firstFailure() {
        return steps.stream()
                .filter(result -> result.outcome() == StepResult.Outcome.FAILED)
                .findFirst()
                .or(() -> steps.stream()
                        .filter(result -> result.outcome() == StepResult.Outcome.INCOMPLETE)
                        .findFirst());
    }

    /** What the run ends with: done, incomplete, or what its first failure says. */
    public ExitCode exitCode() {
        return firstFailure().map(StepResult::exitCode).orElse(ExitCode.DONE);
    }
}
