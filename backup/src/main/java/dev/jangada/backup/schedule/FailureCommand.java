package dev.jangada.backup.schedule;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The user's program that is told of a run that did not go well.
 *
 * @param words program and arguments; no shell
 * @param patience after which it is killed
 */
public record FailureCommand(List<String> words, Duration patience) {

    /** After which a program that hangs is killed. */
    public static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);

    private static final Duration LAST_BREATH = Duration.ofSeconds(5);

    /** Copies the list. */
    public FailureCommand {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no program");
        }
    }

    /**
     * Runs it if the run has a failure. It inherits this program's environment and outputs, reads nothing, and is told in its
     * environment: {@code JANGADA_CLUSTER}, {@code JANGADA_STEP}, {@code JANGADA_OUTCOME} ({@code failed} or {@code incomplete}),
     * {@code JANGADA_EXIT_CODE}, {@code JANGADA_CODE}, {@code JANGADA_REASON} (a sentence), {@code JANGADA_STATUS_FILE}.
     *
     * @return why it could not be run, or did not end well; that changes nothing about the run
     */
    public Optional<Problem> tell(RunStatus status, Path statusFile) {
        return status.firstFailure().flatMap(failure -> run(environment(status, failure, statusFile)));
    }

    private static Map<String, String> environment(RunStatus status, StepResult failure, Path statusFile) {
        return Map.of(
                "JANGADA_CLUSTER", status.cluster(),
                "JANGADA_STEP", failure.step().word(),
                "JANGADA_OUTCOME", failure.outcome().word(),
                "JANGADA_EXIT_CODE", String.valueOf(failure.exitCode().code()),
                "JANGADA_CODE", failure.failure().map(StepResult.Said::code).orElse(""),
                "JANGADA_REASON",
                        failure.failure().map(StepResult.Said::sentence).orElse(""),
                "JANGADA_STATUS_FILE", statusFile.toString());
    }

    private Optional<Problem> run(Map<String, String> told) {
        var builder = new ProcessBuilder(words)
                .inheritIO()
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(told);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.of(new Problem(
                    e,
                    ExitCode.FAILED,
                    ScheduleMessage.FAILURE_COMMAND_NOT_STARTED,
                    words.getFirst(),
                    FileFailure.reason(e)));
        }
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                return Optional.of(new Problem(
                        ExitCode.FAILED,
                        ScheduleMessage.FAILURE_COMMAND_HANGS,
                        words.getFirst(),
                        patience.toSeconds()));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted while the failure was told");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of(new Problem(
                        ExitCode.FAILED,
                        ScheduleMessage.FAILURE_COMMAND_FAILED,
                        words.getFirst(),
                        process.exitValue()));
    }

    private static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(LAST_BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
