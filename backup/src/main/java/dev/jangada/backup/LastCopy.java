package dev.jangada.backup;

import dev.jangada.backup.format.Backup;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.format.Id;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The gate before forgetting: of no cluster may the last complete backup go, nor the last complete one that was verified. */
final class LastCopy {

    private final Collection<Backup> all;
    private final Set<Id> removed = new HashSet<>();

    /**
     * A gate.
     *
     * @param all what is there, the oldest first
     * @param removed what is to go
     */
    LastCopy(Collection<Backup> all, Collection<Backup> removed) {
        this.all = all;
        removed.forEach(backup -> this.removed.add(backup.id()));
    }

    /**
     * Refuses, or does nothing.
     *
     * @param verified whether a backup was verified, and was sound
     */
    void require(Predicate<Backup> verified) {
        Set<String> clusters = new HashSet<>();
        all.forEach(backup -> clusters.add(backup.cluster()));
        for (String cluster : clusters) {
            List<Backup> complete = all.stream()
                    .filter(backup -> backup.complete() && backup.cluster().equals(cluster))
                    .toList();
            requireOne(complete.stream().filter(verified).toList(), BackupMessage.LAST_VERIFIED);
            requireOne(complete, BackupMessage.LAST_COMPLETE);
        }
    }

    private void requireOne(List<Backup> backups, BackupMessage sentence) {
        if (!backups.isEmpty() && backups.stream().allMatch(backup -> removed.contains(backup.id()))) {
            Backup last = backups.getLast();
            throw new Problem(ExitCode.REFUSED, sentence, last.id().brief(), last.cluster());
        }
    }
}
