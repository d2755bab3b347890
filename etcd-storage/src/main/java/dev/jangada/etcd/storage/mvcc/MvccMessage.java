package dev.jangada.etcd.storage.mvcc;

import dev.jangada.problem.Message;

/** The sentences of this package. */
enum MvccMessage implements Message {
    NO_REVISION,
    COMPACTED,
    FUTURE,
    NO_KEYS,
    REVISION_LENGTH,
    REVISION_FORM,
    NOT_A_RECORD,
    NO_USER_KEY,
    OTHER_REVISION,
    CREATED_LATER,
    NO_VERSION,
    LEASE_KEY,
    NOT_A_LEASE,
    NOT_AN_ALARM,
    NOT_A_MEMBER,
    NOT_A_USER,
    NOT_A_ROLE,
    META_LENGTH,
}
