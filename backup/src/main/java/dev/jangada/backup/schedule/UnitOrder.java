package dev.jangada.backup.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a machine shall run, and when.
 *
 * @param cluster whose backups; one timer for each cluster
 * @param program Jangada's launcher, absolute
 * @param arguments its arguments; nothing secret, as everybody can read them
 * @param calendar when, as systemd writes calendar events
 * @param randomDelay up to how much later
 * @param scope for the machine, or for one user
 */
public record UnitOrder(
        String cluster, Path program, List<String> arguments, String calendar, Duration randomDelay, Scope scope) {

    /** Copies the list. */
    public UnitOrder {
        arguments = List.copyOf(arguments);
        if (!program.isAbsolute()
                || hasControl(cluster)
                || hasControl(calendar)
                || hasControl(program.toString())
                || arguments.stream().anyMatch(UnitOrder::hasControl)) {
            throw new IllegalArgumentException(
                    "cannot be written into a unit: " + program + " " + arguments + " " + calendar);
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Whose manager runs it. */
    public enum Scope {
        /** The machine's: it runs whether or not anybody is logged in, as root. */
        SYSTEM,
        /** The user's own: it runs while the user is logged in, or lingers. */
        USER
    }
}
