package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a restore went, to the last object.
 *
 * @param summary how it went, in short
 * @param failures what could not be done
 * @param warnings what the server remarked
 */
public record RestoreReport(RestoreSummary summary, List<Failure> failures, List<Warning> warnings) {

    public RestoreReport {
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }

    /** What could not be done, and why. */
    public record Failure(Action action, ObjectKey object, Why why) {}

    /** What the server remarked about an object. */
    public record Warning(ObjectKey object, String text) {}

    /**
     * Reads plan and journal; what failed is kept, some 500 bytes each.
     *
     * @throws dev.jangada.problem.Problem if one of them cannot be read
     */
    public static RestoreReport of(RestoreFolder folder) {
        Plan plan = Plan.open(folder.plan());
        JournalState state = JournalState.of(folder.journal());
        var whys = new HashMap<Integer, Why>();
        var remarks = new HashMap<Integer, List<String>>();
        // The server remarks the same on many objects.
        var texts = new HashMap<String, String>();
        Journal.results(folder.journal(), result -> {
            if (state.has(result.entry(), Outcome.FAILED)) {
                result.why().ifPresent(why -> whys.put(result.entry(), why));
            }
            if (!result.warnings().isEmpty()) {
                remarks.put(
                        result.entry(),
                        result.warnings().stream()
                                .map(text -> texts.computeIfAbsent(text, Function.identity()))
                                .toList());
            }
        });
        var failures = new ArrayList<Failure>();
        var warnings = new ArrayList<Warning>();
        plan.entries((entry, number) -> {
            Optional.ofNullable(whys.remove(number))
                    .or(() -> entry.action() == Action.CANNOT ? entry.why() : Optional.empty())
                    .ifPresent(why -> failures.add(new Failure(entry.action(), entry.target(), why)));
            List<String> said = remarks.remove(number);
            if (said != null) {
                said.forEach(text -> warnings.add(new Warning(entry.target(), text)));
            }
        });
        return new RestoreReport(RestoreSummary.of(folder, plan, state), failures, warnings);
    }

    /** Where it keeps what it knows. */
    public RestoreFolder folder() {
        return summary.folder();
    }

    /** Its plan. */
    public Plan plan() {
        return summary.plan();
    }

    /** When it began; empty if it is only planned. */
    public Optional<Instant> began() {
        return summary.began();
    }

    /** When it ended; empty if it was cut off, or goes on. */
    public Optional<Instant> ended() {
        return summary.ended();
    }

    /** How many entries came to an outcome. */
    public long count(Outcome outcome) {
        return summary.count(outcome);
    }

    /** Whether everything that was to be done was done. */
    public boolean complete() {
        return summary.complete();
    }
}
