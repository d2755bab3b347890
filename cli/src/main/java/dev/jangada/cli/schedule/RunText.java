package dev.jangada.cli.schedule;

import dev.jangada.backup.schedule.RunStatus;
import dev.jangada.backup.schedule.Step;
import dev.jangada.backup.schedule.StepResult;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The steps of a run for people. */
final class RunText {

    private RunText() {}

    /** A row for each step: its name and what came of it; below it a row for each warning. */
    static List<List<String>> rows(Terminal terminal, RunStatus status) {
        return status.steps().stream()
                .flatMap(result -> Stream.concat(Stream.of(row(terminal, result)), warnings(terminal, result)))
                .toList();
    }

    private static List<String> row(Terminal terminal, StepResult result) {
        return List.of(terminal.text(ScheduleCommandMessage.STEP, terminal.text(name(result))), fact(terminal, result));
    }

    private static Stream<List<String>> warnings(Terminal terminal, StepResult result) {
        return result.warnings().stream()
                .map(warning -> List.of(
                        terminal.text(ScheduleCommandMessage.STEP_WARNING), Terminal.harmless(warning.sentence())));
    }

    private static String fact(Terminal terminal, StepResult result) {
        String outcome = terminal.text(outcome(result));
        if (result.outcome() != StepResult.Outcome.SKIPPED) {
            outcome = terminal.text(
                    ScheduleCommandMessage.TOOK, outcome, result.took().toSeconds());
        }
        return outcome
                + numbers(terminal, result)
                + result.failure()
                        .map(failure -> ": " + Terminal.harmless(failure.sentence()))
                        .orElse("");
    }

    /** What the step dealt with, as far as a person wants to know. */
    private static String numbers(Terminal terminal, StepResult result) {
        Map<String, Long> numbers = result.numbers();
        Message sentence = switch (result.step()) {
            case CREATE -> ScheduleCommandMessage.CREATED;
            case VERIFY -> ScheduleCommandMessage.VERIFIED;
            case FORGET -> ScheduleCommandMessage.FORGOTTEN;
            case PRUNE -> ScheduleCommandMessage.PRUNED;
        };
        return numbers.isEmpty()
                ? ""
                : ": "
                        + terminal.text(
                                sentence,
                                numbers.getOrDefault(result.step() == Step.FORGET ? "removed" : "objects", 0L),
                                ByteCount.rough(
                                        terminal.locale(),
                                        numbers.getOrDefault(
                                                result.step() == Step.PRUNE ? "freedBytes" : "storedBytes", 0L)),
                                numbers.getOrDefault("retained", 0L));
    }

    private static Message name(StepResult result) {
        return switch (result.step()) {
            case CREATE -> ScheduleCommandMessage.STEP_CREATE;
            case VERIFY -> ScheduleCommandMessage.STEP_VERIFY;
            case FORGET -> ScheduleCommandMessage.STEP_FORGET;
            case PRUNE -> ScheduleCommandMessage.STEP_PRUNE;
        };
    }

    private static Message outcome(StepResult result) {
        return switch (result.outcome()) {
            case OK -> ScheduleCommandMessage.OUTCOME_OK;
            case INCOMPLETE -> ScheduleCommandMessage.OUTCOME_INCOMPLETE;
            case FAILED -> ScheduleCommandMessage.OUTCOME_FAILED;
            case SKIPPED -> ScheduleCommandMessage.OUTCOME_SKIPPED;
        };
    }
}
