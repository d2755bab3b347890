package dev.jangada.repository.check;

import java.util.List;

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
 */
public record CheckReport(
        List<Finding> findings,
        List<AffectedSnapshot> affected,
        int snapshots,
        int trees,
        int packs,
        int packsRead,
        long bytesRead) {

    /** Whether nothing is damaged. */
    public boolean isSound() {
        return affected.isEmpty() && findings.stream().noneMatch(Finding::isDamage);
    }
}
