package dev.jangada.backup.evidence;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.write.SnapshotWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evidence in a repository, which stays the caller's to close. */
public final class EvidenceStore {

    /** The only file of a piece of evidence. */
    static final String FILE = "evidence.json";

    /** More than any version writes; a file that is longer is none of ours. */
    private static final int LONGEST = 1 << 20;

    private final Repository repository;

    /** That of a repository. */
    public EvidenceStore(Repository repository) {
        this.repository = repository;
    }

    /**
     * Stores a result. It takes a shared lock, as a backup does, and stores about a kilobyte.
     *
     * @throws Problem if it cannot be stored; then there is none
     */
    public Stored add(Evidence evidence) {
        SnapshotWriter writer = repository.write(Optional.empty());
        EvidenceEntry entry;
        try (writer) {
            writer.root().file(FILE, Attributes.of(0600, evidence.begun()), EvidenceDocument.write(evidence));
            var written = writer.finish(tree -> snapshot(evidence, tree));
            entry = EvidenceEntry.of(written.id(), written.snapshot()).orElseThrow();
        }
        return new Stored(entry, writer.lockLeftBehind());
    }

    /**
     * A result that is in the repository.
     *
     * @param lockLeftBehind why the repository's lock could not be deleted, if it could not
     */
    public record Stored(EvidenceEntry entry, Optional<Problem> lockLeftBehind) {}

    private static Snapshot snapshot(Evidence evidence, Id tree) {
        return new Snapshot(
                evidence.begun(),
                tree,
                Optional.empty(),
                List.of("/" + FILE),
                evidence.about().cluster(),
                evidence.by().toString(),
                EvidenceEntry.tags(evidence),
                evidence.tool());
    }

    /**
     * All evidence about a cluster, the oldest first. Reads snapshot documents only; damaged ones are passed over, a check tells of them.
     *
     * @param cluster whose; of all if empty
     */
    public List<EvidenceEntry> list(Optional<String> cluster) {
        return list(repository.snapshots().all((id, damaged) -> {}), cluster);
    }

    /** The same of snapshots that were read already. */
    public static List<EvidenceEntry> list(Map<Id, Snapshot> snapshots, Optional<String> cluster) {
        return snapshots.entrySet().stream()
                .flatMap(entry -> EvidenceEntry.of(entry.getKey(), entry.getValue()).stream())
                .filter(entry ->
                        cluster.isEmpty() || cluster.get().equals(entry.about().cluster()))
                .toList();
    }

    /**
     * The whole of a piece of evidence.
     *
     * @throws Problem with {@link ExitCode#CORRUPT} if it is not what the entry says, or of a format that this version does not know
     */
    public Evidence read(EvidenceEntry entry) {
        try (InputStream file = repository.tree(entry.tree()).read(FILE)) {
            return EvidenceDocument.read(file.readNBytes(LONGEST));
        } catch (IOException e) {
            throw new Problem(
                    e,
                    ExitCode.CORRUPT,
                    EvidenceMessage.BAD_EVIDENCE,
                    entry.id().brief(),
                    String.valueOf(e.getMessage()));
        }
    }
}
