package dev.jangada.cli.config;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum ConfigMessage implements Message {
    INIT_EXISTS,
    INIT_UNWRITABLE,
    INIT_DONE,
    INIT_DONE_WITH_SCHEMA,
    INIT_FOUND,
    INIT_NEXT,
    SCHEMA_KEPT,
    CHECK_WRONG,
    CHECK_RIGHT,
    CHECK_EMPTY,
    CHECK_DEFAULTS,
    CHECK_UNDERSTOOD
}
