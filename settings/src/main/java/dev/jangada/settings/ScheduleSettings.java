package dev.jangada.settings;

import dev.jangada.settings.table.Cadence;
import java.time.Duration;

/**
 * When what is done without anybody there. One run makes a backup and then does what is due of the rest, in this order.
 *
 * @param calendar when a run begins: a systemd calendar event
 * @param randomDelay by how much it begins later, at most
 * @param maxAge how old the last good backup may be before that is an alarm
 * @param verify how often the new backup is proven
 * @param forget how often backups are forgotten by the rules of {@link RetentionSettings}; without rules none is
 * @param prune how often room is given back
 */
public record ScheduleSettings(
        String calendar, Duration randomDelay, Duration maxAge, Cadence verify, Cadence forget, Cadence prune) {}
