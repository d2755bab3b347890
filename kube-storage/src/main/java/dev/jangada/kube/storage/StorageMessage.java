package dev.jangada.kube.storage;

import dev.jangada.problem.Message;

/** The sentences of this room. */
enum StorageMessage implements Message {
    NOT_KUBERNETES,
    NO_SUCH_PREFIX,
    DAMAGED,
    NOT_AN_OBJECT,
    SOME_UNREADABLE,
    SEALED_BY_PLUGIN,
    BAD_DEFINITION,
}
