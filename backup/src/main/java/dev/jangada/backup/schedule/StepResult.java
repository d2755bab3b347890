package dev.jangada.backup.schedule;

import dev.jangada.problem.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a step.
 *
 * @param step which
 * @param outcome how it went
 * @param begun when it was begun
 * @param took how long it took
 * @param exitCode what a command that did only this would end with
 * @param failure why it did not go well, or was left out, if there is something to say
 * @param warnings what a person should know of it all the same; they change nothing about how it went
 * @param numbers what was counted, by name in English
 */
public record StepResult(
        Step step,
        Outcome outcome,
        Instant begun,
        Duration took,
        ExitCode exitCode,
        Optional<Said> failure,
        List<Said> warnings,
        Map<String, Long> numbers) {

    /** Copies. */
    public StepResult {
        warnings = List.copyOf(warnings);
        numbers = Map.copyOf(numbers);
    }

    /** How a step went. */
    public enum Outcome {
        /** Well. */
        OK,
        /** Done, but not wholly. */
        INCOMPLETE,
        /** Not. */
        FAILED,
        /** It was not its turn, or an earlier step failed. */
        SKIPPED;

        /** As it is written in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Outcome> of(String word) {
            for (Outcome outcome : values()) {
                if (outcome.word().equals(word)) {
                    return Optional.of(outcome);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A problem as it was told.
     *
     * @param code the stable name of the problem, for scripts; {@code bug} if it is none
     * @param sentence what to tell a person, in the language of the run
     */
    public record Said(String code, String sentence) {}
}
