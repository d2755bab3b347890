package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/** What a journal adds up to. Of an entry that was tried again the last result counts. */
final class JournalState {

    private final BitSet done = new BitSet();
    private final BitSet owned = new BitSet();
    private final Map<Outcome, BitSet> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Integer, Why> failures = new TreeMap<>();
    private final Map<Integer, List<String>> warnings = new TreeMap<>();
    private Optional<Instant> began = Optional.empty();
    private Optional<Instant> ended = Optional.empty();

    private JournalState() {}

    static JournalState of(Path journal) {
        var state = new JournalState();
        Journal.read(journal, state::take);
        return state;
    }

    private void take(JsonNode line) {
        if (line.has("began")) {
            began = began.or(() -> Optional.of(Instant.parse(line.path("began").asText())));
            ended = Optional.empty();
        } else if (line.has("ended")) {
            ended = Optional.of(Instant.parse(line.path("ended").asText()));
        } else if (line.has("owned")) {
            owned.set(line.path("owned").asInt());
        } else if (line.has("entry")) {
            take(Result.of(line));
        }
    }

    private void take(Result result) {
        int entry = result.entry();
        outcomes.values().forEach(set -> set.clear(entry));
        outcomes.computeIfAbsent(result.outcome(), _ -> new BitSet()).set(entry);
        failures.remove(entry);
        result.why().ifPresent(why -> failures.put(entry, why));
        if (!result.warnings().isEmpty()) {
            warnings.put(entry, result.warnings());
        }
        done.set(entry, result.outcome() != Outcome.FAILED);
    }

    /** Whether an entry needs nothing more. */
    boolean isDone(int entry) {
        return done.get(entry);
    }

    /** Whether an entry has been told who owns it, after it was written. */
    boolean isOwned(int entry) {
        return owned.get(entry);
    }

    boolean has(int entry, Outcome outcome) {
        return outcomes.getOrDefault(outcome, new BitSet()).get(entry);
    }

    Map<Outcome, Long> counts() {
        var counts = new EnumMap<Outcome, Long>(Outcome.class);
        outcomes.forEach((outcome, set) -> counts.put(outcome, (long) set.cardinality()));
        return counts;
    }

    Map<Integer, Why> failures() {
        return failures;
    }

    Map<Integer, List<String>> warnings() {
        return warnings;
    }

    Optional<Instant> began() {
        return began;
    }

    /** When it ended; empty if it was cut off, or goes on. */
    Optional<Instant> ended() {
        return ended;
    }

    /** What was written for which entry; read once more, because most nobody asks for. */
    static void written(Path journal, ObjIntConsumer<Result.Written> taker) {
        Journal.read(journal, line -> {
            if (line.has("entry")) {
                Result.Written.of(line)
                        .ifPresent(written ->
                                taker.accept(written, line.path("entry").asInt()));
            }
        });
    }
}
