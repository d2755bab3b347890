package dev.jangada.cli.status;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum StatusCommandMessage implements Message {
    CLUSTER,
    NAMED_BY_CONTEXT,
    VERDICT,
    VERDICT_OK,
    VERDICT_DEGRADED,
    VERDICT_DOWN,
    API,
    API_FACT,
    NODES,
    NODES_FACT,
    ETCD,
    ETCD_FACT,
    ETCD_QUOTA_FACT,
    ETCD_SILENT,
    LAST_BACKUP,
    LAST_VERIFIED,
    LAST_RESTORED,
    RESTORED_FACT,
    LAST_REHEARSED,
    REHEARSED_FACT,
    NONE,
    AGO,
    CERTIFICATE
}
