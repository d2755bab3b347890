package dev.jangada.backup.problem;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum BackupMessage implements Message {
    NO_BACKUPS,
    NO_BACKUP_AT_ALL,
    NO_COMPLETE_BACKUP,
    BACKUP_NOT_FOUND,
    BACKUP_AMBIGUOUS,
    BAD_TAG,
    TWO_CLUSTERS,
    OTHER_CLUSTER_BEFORE,
    LAST_OF_THE_FUTURE,
    FROM_API,
    NO_SUCH_NAMESPACE,
    PARTIAL_OBJECTS,
    NOTHING_READ,
    RECORDED,
    BAD_DOCUMENT,
    NEWER_FORMAT,
    CANNOT_READ_FILE,
    KIND_MISSING,
    KIND_UNKNOWN,
    KIND_DIFFERS,
    FILE_DAMAGED,
    TAG_DIFFERS,
    ETCD_DIFFERS,
    ETCD_NOT_ITS_CHECKSUM,
    NO_ETCD,
    WORK_NO_ROOM,
    WORK_FULL,
    WORK_FAILED,
    EXPORT_EXISTS,
    EXPORT_NO_FOLDER,
    EXPORT_FULL,
    EXPORT_FAILED,
}
