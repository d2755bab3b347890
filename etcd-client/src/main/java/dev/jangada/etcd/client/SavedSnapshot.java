package dev.jangada.etcd.client;

import dev.jangada.problem.Problem;
import java.util.List;

/**
 * A snapshot that was saved.
 *
 * @param record what was recorded beside it
 * @param warnings what is wrong with the cluster, or could not be checked; the snapshot is good all the same
 */
public record SavedSnapshot(SnapshotRecord record, List<Problem> warnings) {

    public SavedSnapshot {
        warnings = List.copyOf(warnings);
    }
}
