package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a journal adds up to: a few bits for each entry. Of an entry that was tried again the last result counts. Safe for use
 * by several threads.
 */
final class JournalState {

    /** Marks the result of an entry that needs another request. */
    static final String UNFINISHED = "unfinished";

    private final BitSet owned = new BitSet();

    /** Of entries that need another request, the uid of what was created: a few, those that were under way. */
    private final Map<Integer, String> unfinished = new HashMap<>();

    private final Map<Outcome, BitSet> outcomes = new EnumMap<>(Outcome.class);
    private Optional<Instant> began = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private Optional<Beginning> beginning = Optional.empty();

    private JournalState() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new BitSet());
        }
    }

    static JournalState of(Path journal) {
        var state = new JournalState();
        Journal.read(journal, state::take);
        return state;
    }

    private void take(JsonNode line) {
        if (line.has("began")) {
            begin(
                    Instant.parse(line.path("began").asText()),
                    Optional.of(line.path("target")).filter(JsonNode::isObject).map(Beginning::of));
        } else if (line.has("ended")) {
            ended = Optional.of(Instant.parse(line.path("ended").asText()));
        } else if (line.has("owned")) {
            own(line.path("owned").asInt());
        } else if (line.has("entry")) {
            Result result = Result.of(line);
            take(result.entry(), result.outcome());
            if (line.has(UNFINISHED)) {
                begin(result);
            }
        }
    }

    /** A run begins; what counts is when the first one did. */
    void begin(Instant now, Optional<Beginning> byTarget) {
        if (began.isEmpty()) {
            began = Optional.of(now);
            beginning = byTarget;
        }
        ended = Optional.empty();
    }

    /** An entry came to an outcome. */
    synchronized void take(int entry, Outcome outcome) {
        unfinished.remove(entry);
        outcomes.forEach((each, set) -> set.set(entry, each == outcome));
    }

    /** An entry came to an outcome, and needs another request. */
    synchronized void begin(Result result) {
        take(result.entry(), result.outcome());
        unfinished.put(result.entry(), result.uid());
    }

    /** Whether an object is what was created for an entry that needs another request. */
    synchronized boolean hasBegun(int entry, String uid) {
        return uid.equals(unfinished.get(entry));
    }

    /** An entry was told who owns it, after it was written. */
    synchronized void own(int entry) {
        owned.set(entry);
    }

    /** Whether an entry needs nothing more. */
    synchronized boolean isDone(int entry) {
        return !unfinished.containsKey(entry)
                && outcomes.entrySet().stream()
                        .anyMatch(each -> each.getKey() != Outcome.FAILED
                                && each.getValue().get(entry));
    }

    /** Whether an entry has been told who owns it, after it was written. */
    synchronized boolean isOwned(int entry) {
        return owned.get(entry);
    }

    synchronized boolean has(int entry, Outcome outcome) {
        return bits(outcome).get(entry);
    }

    private BitSet bits(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }

    synchronized Map<Outcome, Long> counts() {
        var counts = new EnumMap<Outcome, Long>(Outcome.class);
        outcomes.forEach((outcome, set) -> {
            if (!set.isEmpty()) {
                counts.put(outcome, (long) set.cardinality());
            }
        });
        return counts;
    }

    Optional<Instant> began() {
        return began;
    }

    /** When it ended; empty if it was cut off, or goes on. */
    Optional<Instant> ended() {
        return ended;
    }

    /** When it began by the target's clock; empty if it has not begun, or the target did not say. */
    Optional<Beginning> beginning() {
        return beginning;
    }
}
