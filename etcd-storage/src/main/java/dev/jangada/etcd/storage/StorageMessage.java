package dev.jangada.etcd.storage;

import dev.jangada.problem.Message;

/** The sentences of this package. */
enum StorageMessage implements Message {
    NO_DB_IN_DIRECTORY,
    NO_DB_IN_ARCHIVE,
    ARCHIVE_DAMAGED,
    CANNOT_UNPACK,
    NO_CHECKSUM,
    ODD_SIZE,
    ARCHIVE_DB_ALONE,
    ARCHIVE_CUT,
    NO_LOG,
    LOG_APPLIED,
    LOG_UNCOMMITTED,
    LOG_LEFT_OUT,
    LOG_PASSWORDS,
    RECEIVED_DB,
}
