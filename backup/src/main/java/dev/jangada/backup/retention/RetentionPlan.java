package dev.jangada.backup.retention;

import java.util.List;

/**
 * What stays and what goes. Nothing is done by it.
 *
 * @param kept backups that stay, the newest first within each cluster, clusters by name
 * @param removed backups that go, in the same order
 * @param removedProofs the ids of evidence that goes, the newest first
 */
public record RetentionPlan(List<Kept> kept, List<Candidate> removed, List<String> removedProofs) {

    /** Copies the lists. */
    public RetentionPlan {
        kept = List.copyOf(kept);
        removed = List.copyOf(removed);
        removedProofs = List.copyOf(removedProofs);
    }

    /**
     * A backup that stays.
     *
     * @param reasons at least one
     */
    public record Kept(Candidate backup, List<KeepReason> reasons) {
        /** Copies the list. */
        public Kept {
            reasons = List.copyOf(reasons);
        }
    }

    /** Everything that a repository shall forget: backups and evidence. */
    public List<String> forgotten() {
        return java.util.stream.Stream.concat(removed.stream().map(Candidate::id), removedProofs.stream())
                .toList();
    }
}
