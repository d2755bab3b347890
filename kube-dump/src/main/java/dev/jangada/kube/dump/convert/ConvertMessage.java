package dev.jangada.kube.dump.convert;

import dev.jangada.problem.Message;

/** The sentences of this room. */
enum ConvertMessage implements Message {
    NO_SUCCESSOR,
    DROPPED,
    NO_SELECTOR,
    PORT_OF_DIGITS,
    EVERY_USER,
    SIDE_EFFECTS,
    SAME_NAME,
    NO_TARGET,
    NOT_STRUCTURAL,
    SCHEMA_FILLED,
    KEEPS_UNKNOWN_FIELDS,
    PROTECTED_GROUP,
    NO_VERSION,
}
