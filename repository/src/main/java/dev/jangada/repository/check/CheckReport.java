package dev.jangada.repository.check;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.problem.RepositoryMessage;
import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param findings everything, damage and what is only worth knowing
 * @param affected the snapshots that cannot be read wholly
 * @param snapshots how many snapshots there are
 * @param trees how many different trees they have
 * @param packs how many packs the index names
 * @param packsRead how many of them were read wholly
 * @param bytesRead how many bytes those have
 * @param lockLeftBehind why the lock could not be deleted in the end, if it could not
 */
public record CheckReport(
        List<Finding> findings,
        List<AffectedSnapshot> affected,
        int snapshots,
        int trees,
        int packs,
        int packsRead,
        long bytesRead,
        Optional<Problem> lockLeftBehind) {

    /** The same, and what became of the lock. */
    public CheckReport leaving(Optional<Problem> lock) {
        return new CheckReport(findings, affected, snapshots, trees, packs, packsRead, bytesRead, lock);
    }

    /** Whether nothing is damaged. */
    public boolean isSound() {
        return affected.isEmpty() && findings.stream().noneMatch(Finding::isDamage);
    }

    /**
     * What may bring back something of what is damaged, if anything can.
     *
     * @param location of the repository
     */
    public Optional<Problem> remedy(String location) {
        boolean isIndexDamaged = findings.stream()
                .anyMatch(finding -> finding instanceof Finding.DamagedFile file
                        && file.path().startsWith(FileKind.INDEX.directory() + "/"));
        boolean isIndexShort = findings.stream().anyMatch(Finding.UnindexedBlob.class::isInstance)
                && findings.stream().anyMatch(Finding.UnusedPack.class::isInstance);
        return isIndexDamaged || isIndexShort
                ? Optional.of(new Problem(ExitCode.CORRUPT, RepositoryMessage.INDEX_NEEDS_REPAIR, location))
                : Optional.empty();
    }
}
