package dev.jangada.backup;

import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Backup.Holds;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which backup {@code latest} is, and what makes that doubtful: documents that cannot be read and may be of newer backups, newer backups
 * that are parts, that it is a part itself.
 *
 * @param location of the repository
 * @param cluster whose; of all clusters if empty
 * @param backups those that there are, the oldest first
 * @param damaged of what cannot be read
 */
record LatestBackup(String location, Optional<String> cluster, List<Backup> backups, List<Problem> damaged) {

    /**
     * Finds it.
     *
     * @param warn is told what makes it doubtful
     * @throws Problem if there is none
     */
    Backup find(Consumer<Problem> warn) {
        if (!damaged.isEmpty()) {
            // Of when and whose they are stands in what cannot be read.
            warn.accept(new Problem(
                    ExitCode.DONE, BackupMessage.LATEST_UNSURE, location, damaged.size(), damaged.getFirst()));
        }
        Backup latest = Backup.latest(backups).orElseThrow(this::none);
        if (latest.holds() == Holds.PART) {
            warn.accept(new Problem(
                    ExitCode.DONE, BackupMessage.LATEST_IS_PART, latest.id().brief(), latest.cluster()));
        }
        List<Backup> passed = backups.stream()
                .filter(backup -> backup.complete() && backup.time().isAfter(latest.time()))
                .toList();
        if (!passed.isEmpty()) {
            warn.accept(new Problem(
                    ExitCode.DONE,
                    BackupMessage.LATEST_PASSES,
                    latest.id().brief(),
                    passed.size(),
                    passed.getLast().id().brief()));
        }
        return latest;
    }

    private Problem none() {
        if (backups.isEmpty() && cluster.isEmpty()) {
            return new Problem(ExitCode.FAILED, BackupMessage.NO_BACKUP_AT_ALL, location);
        }
        String whose = cluster.orElse("*");
        return backups.isEmpty()
                ? new Problem(ExitCode.FAILED, BackupMessage.NO_BACKUPS, location, whose)
                : new Problem(ExitCode.FAILED, BackupMessage.NO_COMPLETE_BACKUP, location, whose, backups.size());
    }
}
