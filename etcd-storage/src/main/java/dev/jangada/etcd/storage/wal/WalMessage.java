package dev.jangada.etcd.storage.wal;

import dev.jangada.problem.Message;

/** The sentences of this package. */
enum WalMessage implements Message {
    CANNOT_READ,
    NO_FILES,
    MISSING_FILE,
    DAMAGED,
    GAP,
    FRAME_TOO_LONG,
    NOT_A_RECORD,
    WRONG_CHECKSUM,
    NOT_AN_ENTRY,
    INDEX_JUMPS,
    NOT_A_REQUEST,
}
