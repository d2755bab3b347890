package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What a restore has done so far, kept in its journal and at hand, and told to whoever listens. Safe for several threads. */
final class Ledger implements AutoCloseable {

    private final JournalState state;
    private final Journal journal;
    private final RestoreListener listener;

    private Ledger(JournalState state, Journal journal, RestoreListener listener) {
        this.state = state;
        this.journal = journal;
        this.listener = listener;
    }

    /**
     * Begins a run, the first or one that goes on.
     *
     * @throws Problem if the journal cannot be read or written, or the target does not answer
     */
    static Ledger begin(Path file, Target target, RestoreListener listener) {
        JournalState before = JournalState.of(file);
        Instant now = Instant.now();
        Optional<Beginning> beginning = before.began().isEmpty() ? Beginning.of(target) : Optional.empty();
        Journal journal = Journal.open(file);
        ObjectNode line = Json.object().put("began", now.toString());
        beginning.ifPresent(known -> line.set("target", known.toJson()));
        journal.add(line);
        before.begin(now, beginning);
        return new Ledger(before, journal, listener);
    }

    JournalState state() {
        return state;
    }

    /** An entry has been dealt with. */
    void note(Result result) {
        journal.add(result.toJson());
        state.take(result.entry(), result.outcome());
        listener.onResult(result.outcome());
    }

    /**
     * An object has been created, and its entry needs another request, after which it may no longer show that it was
     * Jangada who created it. Returns when that is on the disk.
     */
    void begun(Result result) {
        journal.addAndSync(result.toJson().put(JournalState.UNFINISHED, true));
        state.begin(result);
    }

    /** An entry has been told who owns it. */
    void owned(int entry) {
        journal.add(Json.object().put("owned", entry));
        state.own(entry);
    }

    /** The run has come to its end. */
    void end() {
        ObjectNode line = Json.object().put("ended", Instant.now().toString());
        ObjectNode counts = line.putObject("counts");
        state.counts().forEach((outcome, count) -> counts.put(EntryJson.word(outcome), count));
        journal.add(line);
    }

    @Override
    public void close() {
        journal.close();
    }
}
