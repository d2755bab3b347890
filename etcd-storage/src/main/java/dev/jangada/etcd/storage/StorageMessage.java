package dev.jangada.etcd.storage;

import dev.jangada.problem.Message;

/** The sentences of this package. */
enum StorageMessage implements Message {
    NO_DB_IN_DIRECTORY,
    NO_DB_IN_ARCHIVE,
    ARCHIVE_DAMAGED,
    ARCHIVE_CUT,
    ARCHIVE_UNREADABLE,
    COMPRESSED_DB,
    NO_CHECKSUM,
    ODD_SIZE,
    ARCHIVE_DB_ALONE,
    ARCHIVE_END_DAMAGED,
    NO_LOG,
    LOG_APPLIED,
    LOG_CUT,
    LOG_UNCOMMITTED,
    LOG_LEFT_OUT,
    LOG_PASSWORDS,
    RECEIVED_DB,
}
