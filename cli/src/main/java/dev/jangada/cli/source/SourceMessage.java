package dev.jangada.cli.source;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum SourceMessage implements Message {
    SOURCE_UNKNOWN,
    SOURCE_IS_A_PATH,
    ETCD_HELD,
    ETCD_MAY_BE_HELD,
    ETCD_PARTIAL,
    ETCD_PARTIAL_REFUSED,
    PARTIAL_RECORDED,
    PARTIAL_RECORDED_REFUSED,
    WHICH_CLUSTER,
    BACKUP_INCOMPLETE,
    ETCD_PASSWORD_IN_ARGUMENT,
    ETCD_PASSWORD_FILE_MISSING,
    ETCD_PASSWORD_FILE_DENIED,
    ETCD_PASSWORD_UNREADABLE,
    ETCD_PASSWORD_MISSING,
    ETCD_PASSWORD_ASK,
    NO_CLUSTER_NAME,
}
