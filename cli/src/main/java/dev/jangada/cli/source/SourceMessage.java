package dev.jangada.cli.source;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum SourceMessage implements Message {
    SOURCE_UNKNOWN,
    SOURCE_IS_A_PATH,
    ETCD_HELD,
    ETCD_PARTIAL,
    ETCD_PARTIAL_REFUSED,
    ETCD_NOT_ITS_CHECKSUM,
    WHICH_CLUSTER,
    BACKUP_INCOMPLETE,
}
