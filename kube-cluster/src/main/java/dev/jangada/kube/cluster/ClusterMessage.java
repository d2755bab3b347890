package dev.jangada.kube.cluster;

import dev.jangada.problem.Message;

/** The sentences of this room. */
enum ClusterMessage implements Message {
    INSECURE,
    NOT_A_LIST,
    STALE_DISCOVERY,
    KIND_GONE,
    NOT_LISTABLE,
}
