package dev.jangada.repository.prune;

import dev.jangada.problem.Problem;
import java.util.Optional;

/**
 * What a prune did.
 *
 * @param removedPacks how many packs were deleted
 * @param repackedPacks how many of those were written anew
 * @param freedBytes how many bytes less the packs have now
 * @param retained how many files the store did not let go, as they are retained; nothing needs them
 * @param lockLeftBehind why the lock could not be deleted in the end, if it could not
 */
public record PruneResult(
        int removedPacks, int repackedPacks, long freedBytes, int retained, Optional<Problem> lockLeftBehind) {

    PruneResult(int removedPacks, int repackedPacks, long freedBytes, int retained) {
        this(removedPacks, repackedPacks, freedBytes, retained, Optional.empty());
    }

    /** The same, and what became of the lock. */
    public PruneResult leaving(Optional<Problem> lock) {
        return new PruneResult(removedPacks, repackedPacks, freedBytes, retained, lock);
    }
}
