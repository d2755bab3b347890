package dev.jangada.cli.evidence;

import dev.jangada.backup.evidence.EvidenceIndex;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.retention.Retention;
import dev.jangada.backup.retention.RetentionPlan;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backups of a repository, put before the rules that say which ones stay. */
public final class Retained {

    private Retained() {}

    /**
     * Backups and evidence, ready to be judged. Damaged documents are no part of it: nothing that cannot be read is removed.
     *
     * @param cluster whose; of all if empty
     */
    public static Retention of(Repository repository, Optional<String> cluster, Instant now) {
        Map<Id, Snapshot> snapshots = repository.snapshots().all((id, damaged) -> {});
        var evidence = new EvidenceIndex(EvidenceStore.list(snapshots, cluster));
        List<Backup> backups = snapshots.entrySet().stream()
                .flatMap(entry -> Backup.of(entry.getKey(), entry.getValue()).stream())
                .filter(backup -> cluster.isEmpty() || backup.cluster().equals(cluster.get()))
                .toList();
        return new Retention(
                backups.stream().map(evidence::candidate).toList(),
                evidence.proofs(),
                Retention.USUAL_EVIDENCE,
                now);
    }

    /** Removes what a plan lets go. Needs the repository alone, unless there is nothing. */
    public static void apply(Repository repository, RetentionPlan plan) {
        List<Id> forgotten = plan.forgotten().stream().map(Id::parse).toList();
        if (!forgotten.isEmpty()) {
            repository.forget(forgotten);
        }
    }
}
