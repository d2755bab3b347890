package dev.jangada.backup.schedule;

import dev.jangada.backup.schedule.StepResult.Outcome;
import dev.jangada.backup.schedule.StepResult.Said;
import dev.jangada.problem.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Statuses of runs, made up. */
final class Statuses {

    static final Instant BEGUN = Instant.parse("2026-11-28T02:30:00Z");

    private Statuses() {}

    static StepResult result(Step step, Outcome outcome) {
        boolean said = outcome != Outcome.OK;
        ExitCode code = switch (outcome) {
            case OK, SKIPPED -> ExitCode.DONE;
            case INCOMPLETE -> ExitCode.INCOMPLETE;
            case FAILED -> ExitCode.CORRUPT;
        };
        return new StepResult(
                step,
                outcome,
                BEGUN.plusSeconds(step == Step.CREATE ? 0 : 60),
                Duration.ofMillis(12_345),
                code,
                said
                        ? Optional.of(new Said("some-code", "Why \"" + step + "\" is so.\n100 % of it."))
                        : Optional.empty(),
                List.of(),
                step == Step.CREATE && outcome != Outcome.FAILED
                        ? Map.of("objects", 15_300L, "bytes", 68_000_000L, "storedBytes", 0L, "gaps", said ? 2L : 0L)
                        : Map.of());
    }

    static RunStatus status(Optional<RunStatus> before, StepResult... results) {
        var margins = new Margins(
                List.of(
                        new Margins.Certificate("api-server", Instant.parse("2027-11-01T00:00:00Z")),
                        new Margins.Certificate("https://10.0.0.1:2379", Instant.parse("2027-01-01T00:00:00.250Z"))),
                List.of(
                        new Margins.Database("https://10.0.0.1:2379", 1L << 31, 1L << 30, OptionalLong.of(1L << 33)),
                        new Margins.Database(
                                "https://[fd00::2]:2379", 123_456_789, 100_000_000, OptionalLong.empty())));
        return RunStatus.of(
                before,
                "caf\u00e9 \"d'\u00e1gua\" \\ 1",
                "jangada 1.2.3",
                BEGUN,
                BEGUN.plusSeconds(90),
                List.of(results),
                Optional.of(margins));
    }
}
