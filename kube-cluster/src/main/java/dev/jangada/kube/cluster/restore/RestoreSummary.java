package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a restore went, in short: for lists of many. Of the plan only the header is read, and of the journal of a restore that
 * has ended only the first and the last line.
 *
 * @param folder where it keeps what it knows
 * @param plan its plan
 * @param counts how many entries came to what
 * @param began when it began; empty if it is only planned
 * @param ended when it ended; empty if it was cut off, or goes on
 */
public record RestoreSummary(
        RestoreFolder folder, Plan plan, Map<Outcome, Long> counts, Optional<Instant> began, Optional<Instant> ended) {

    public RestoreSummary {
        counts = Map.copyOf(counts);
    }

    /**
     * Reads.
     *
     * @throws dev.jangada.problem.Problem if plan or journal cannot be read
     */
    public static RestoreSummary of(RestoreFolder folder) {
        Plan plan = Plan.open(folder.plan());
        Optional<JsonNode> last =
                Journal.last(folder.journal()).filter(line -> line.has("ended") && line.has("counts"));
        Optional<Instant> began = last.flatMap(_ -> Journal.first(folder.journal()))
                .filter(line -> line.has("began"))
                .map(line -> Instant.parse(line.path("began").asText()));
        if (began.isEmpty()) {
            // It was cut off, goes on, or never began.
            return of(folder, plan, JournalState.of(folder.journal()));
        }
        JsonNode end = last.orElseThrow();
        var counts = new EnumMap<Outcome, Long>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            long count = end.path("counts").path(EntryJson.word(outcome)).asLong();
            if (count > 0) {
                counts.put(outcome, count);
            }
        }
        return new RestoreSummary(
                folder,
                plan,
                counts,
                began,
                Optional.of(Instant.parse(end.path("ended").asText())));
    }

    static RestoreSummary of(RestoreFolder folder, Plan plan, JournalState state) {
        return new RestoreSummary(folder, plan, state.counts(), state.began(), state.ended());
    }

    /** How many entries came to an outcome. */
    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** How many entries could not be done, those that the plan says cannot be among them; as many as a report names. */
    public long failed() {
        return count(Outcome.FAILED) + plan.header().count(Action.CANNOT);
    }

    /** Whether everything that was to be done was done. */
    public boolean complete() {
        return ended.isPresent() && failed() == 0 && plan.header().incomplete().isEmpty();
    }
}
