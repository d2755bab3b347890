package dev.jangada.backup.status;

import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.evidence.EvidenceIndex;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The backups of a cluster.
 *
 * @param unreadable why the repository cannot be read, if so
 * @param damaged snapshot documents in the repository that cannot be read; whose they are nobody can tell
 * @param count how many backups of this cluster there are among those that can be read
 * @param newest the newest, complete or not
 * @param complete the newest complete one
 * @param verification the newest verification of that
 * @param verified the newest complete one whose verification went well
 * @param restored the newest restore from a backup into a cluster, however it went
 * @param rehearsed the newest rehearsal of a restore that went well
 */
public record BackupStatus(
        Optional<Problem> unreadable,
        List<Id> damaged,
        int count,
        Optional<Backup> newest,
        Optional<Backup> complete,
        Optional<EvidenceEntry> verification,
        Optional<Backup> verified,
        Optional<EvidenceEntry> restored,
        Optional<EvidenceEntry> rehearsed) {

    /** Copies the list. */
    public BackupStatus {
        damaged = List.copyOf(damaged);
    }

    static BackupStatus unreadable(Problem why) {
        return new BackupStatus(
                Optional.of(why),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Reads the snapshot documents. */
    static BackupStatus of(Repository repository, String cluster) {
        Set<Id> damaged = ConcurrentHashMap.newKeySet();
        Map<Id, Snapshot> snapshots = repository.snapshots().all((id, why) -> damaged.add(id));
        List<Backup> backups = snapshots.entrySet().stream()
                .flatMap(entry -> Backup.of(entry.getKey(), entry.getValue()).stream())
                .filter(backup -> backup.cluster().equals(cluster))
                .sorted(Comparator.comparing(Backup::time))
                .toList();
        var evidence = new EvidenceIndex(EvidenceStore.list(snapshots, Optional.of(cluster)));
        Optional<Backup> complete = Backup.latest(backups);
        return new BackupStatus(
                Optional.empty(),
                damaged.stream().sorted(Comparator.comparing(Id::toString)).toList(),
                backups.size(),
                backups.isEmpty() ? Optional.empty() : Optional.of(backups.getLast()),
                complete,
                complete.flatMap(evidence::verification),
                evidence.lastVerified(backups, cluster),
                evidence.last(Kind.RESTORE, cluster),
                evidence.lastGood(Kind.REHEARSAL, cluster));
    }
}
