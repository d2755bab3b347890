package dev.jangada.cli.repository;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum AccessMessage implements Message {
    NO_REPOSITORY,
    TWO_PASSPHRASES,
    PASSPHRASE_MISSING,
    PASSPHRASE_ASK,
    PASSPHRASE_EMPTY,
    PASSPHRASE_LINES,
    PASSPHRASE_TOO_LONG,
    PASSPHRASE_FILE_MISSING,
    PASSPHRASE_FILE_DENIED,
    PASSPHRASE_FILE_UNREADABLE,
    PASSPHRASE_FILE_OPEN,
    PASSPHRASE_COMMAND_BAD,
    PASSPHRASE_COMMAND_FAILED,
    PASSPHRASE_COMMAND_MISSING
}
