package dev.jangada.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as people read it. */
public final class Moment {

    private static final int SHORT = 2;

    private Moment() {}

    /** To the second, in the time zone of this machine: {@code 2026-11-28 01:47:09 UTC}. */
    public static String text(Instant moment) {
        // Not a constant: to ask for the zone opens every jar of the program.
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(moment);
    }

    /**
     * How long it is ago, in one unit: minutes below two hours, then hours, and days from two days on. What has not been yet is told
     * as such: a clock is wrong, here or there.
     */
    public static String ago(Terminal terminal, Duration age) {
        if (age.toMinutes() < 0) {
            return terminal.text(TerminalMessage.IN_THE_FUTURE);
        }
        if (age.toHours() < SHORT) {
            return terminal.text(TerminalMessage.MINUTES_AGO, age.toMinutes());
        }
        return age.toDays() < SHORT
                ? terminal.text(TerminalMessage.HOURS_AGO, age.toHours())
                : terminal.text(TerminalMessage.DAYS_AGO, age.toDays());
    }
}
