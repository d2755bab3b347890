package dev.jangada.etcd.storage.restore;

import dev.jangada.problem.Message;

/** The sentences of this package. */
enum RestoreMessage implements Message {
    BAD_CLUSTER,
    BAD_URL,
    NO_NAME,
    URL_TWICE,
    UNKNOWN_NAME,
    OTHER_URLS,
    SAME_ID,
    NO_REVISION,
    NEGATIVE_BUMP,
    BUMP_TOO_FAR,
    COMPACTED_WITHOUT_BUMP,
    DIRECTORY_EXISTS,
    SAME_DIRECTORY,
    NO_PARENT,
    DIFFERS,
    WRITTEN_BADLY,
    KEPT,
    LEASES_GONE,
    USERS_OF_NOW,
}
