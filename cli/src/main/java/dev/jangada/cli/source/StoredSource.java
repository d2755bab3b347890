package dev.jangada.cli.source;

import dev.jangada.kube.model.GroupKind;

/**
 * A source with all that a cluster stored, also what no restore brings back: an etcd, a backup. It covers kinds that no cluster has any
 * more.
 */
public interface StoredSource extends ForwardingSource {

    /** Whether there is an object of a kind. Who compares a source does not want to be told of all that are not there. */
    boolean holds(GroupKind kind);
}
