package dev.jangada.repository.copy;

import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a copy did.
 *
 * @param snapshots what became of each, in the order in which they were copied: the oldest first
 * @param lockLeftBehind why the lock on the other repository could not be deleted, if it could not; it turns stale
 */
public record CopyResult(List<Copied> snapshots, Optional<Problem> lockLeftBehind) {

    /** Copies the list. */
    public CopyResult {
        snapshots = List.copyOf(snapshots);
    }
}
