package dev.jangada.backup.status;

import dev.jangada.problem.Message;

/** What this package tells users. */
enum StatusMessage implements Message {
    API_DOWN,
    NODES_UNKNOWN,
    NODES_NOT_READY,
    NO_NODE_READY,
    ETCD_DOWN,
    ETCD_MEMBER_DOWN,
    ETCD_MEMBER_NOT_STARTED,
    ETCD_NO_LEADER,
    ETCD_NOSPACE,
    ETCD_CORRUPT,
    ETCD_ALARM,
    ETCD_NEAR_QUOTA,
    ETCD_NEAR_USUAL_QUOTA,
    CERTIFICATE_ENDS,
    CERTIFICATE_ENDED,
    REPOSITORY_UNREADABLE,
    SNAPSHOTS_DAMAGED,
    NO_BACKUP,
    BACKUP_TOO_OLD,
    NEWEST_INCOMPLETE,
    NEVER_VERIFIED,
    VERIFIED_TOO_OLD,
    VERIFICATION_FAILED
}
