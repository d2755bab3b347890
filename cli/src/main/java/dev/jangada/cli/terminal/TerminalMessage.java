package dev.jangada.cli.terminal;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum TerminalMessage implements Message {
    BYTES_EXACT,
    MINUTES_AGO,
    HOURS_AGO,
    DAYS_AGO,
    IN_THE_FUTURE,
    ECHO_STAYS,
    ECHO_AWAY
}
