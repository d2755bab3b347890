package dev.jangada.cli.source;

import dev.jangada.backup.format.Backup;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.repository.Repository;
import java.util.Optional;

/**
 * A source with all that a cluster stored, also what no restore brings back: an etcd, a backup. It covers kinds that no cluster has any
 * more.
 */
public interface StoredSource extends ForwardingSource {

    /**
     * The backup that a source is, or whose etcd it is.
     *
     * @param repository where it is; open as long as the source
     */
    record Origin(Repository repository, Backup backup) {}

    /** Whether there is an object of a kind. Who compares a source does not want to be told of all that are not there. */
    boolean holds(GroupKind kind);

    /** The backup; empty for a file of etcd's. */
    Optional<Origin> origin();
}
