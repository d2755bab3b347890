package dev.jangada.backup;

import dev.jangada.backup.evidence.EvidenceIndex;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.retention.Retention;
import dev.jangada.backup.retention.RetentionPlan;
import dev.jangada.backup.retention.RetentionPolicy;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Removing backups: first a plan, then that. What only they needed stays until the repository is pruned.
 *
 * <p>Who makes a plan and executes it later may find the repository changed; a backup that came since is not in the plan, so it stays.
 */
public final class Forgetting {

    private final Repository repository;

    /** From a repository, which stays the caller's to close. */
    public Forgetting(Repository repository) {
        this.repository = repository;
    }

    /**
     * What goes by a policy.
     *
     * @param cluster whose backups; of each cluster by itself if empty
     */
    public RetentionPlan plan(RetentionPolicy policy, Optional<String> cluster, Instant now) {
        return retention(cluster, now).plan(policy);
    }

    /**
     * What goes when backups are named.
     *
     * @param named backups of any clusters
     * @param evenTheLast whether those may go that must stay: only after somebody has said so explicitly
     * @throws Problem with {@link dev.jangada.problem.ExitCode#REFUSED} if one of them must stay
     */
    public RetentionPlan plan(Collection<Backup> named, boolean evenTheLast, Instant now) {
        return retention(Optional.empty(), now)
                .remove(named.stream().map(backup -> backup.id().toString()).collect(Collectors.toSet()), evenTheLast);
    }

    private Retention retention(Optional<String> cluster, Instant now) {
        Map<Id, Snapshot> snapshots = repository.snapshots().all((id, damaged) -> {});
        var evidence = new EvidenceIndex(EvidenceStore.list(snapshots, cluster));
        return new Retention(
                snapshots.entrySet().stream()
                        .flatMap(entry -> Backup.of(entry.getKey(), entry.getValue()).stream())
                        .filter(backup -> cluster.isEmpty() || backup.cluster().equals(cluster.get()))
                        .map(evidence::candidate)
                        .toList(),
                evidence.proofs(),
                Retention.USUAL_EVIDENCE,
                now);
    }

    /**
     * Removes what a plan says. Needs the repository alone.
     *
     * @return why the lock could not be deleted in the end, if it could not
     * @throws Problem if somebody else has it, or it does not let anything be deleted
     */
    public Optional<Problem> execute(RetentionPlan plan) {
        List<Id> ids = plan.forgotten().stream().map(Id::parse).toList();
        return ids.isEmpty() ? Optional.empty() : repository.forget(ids);
    }
}
