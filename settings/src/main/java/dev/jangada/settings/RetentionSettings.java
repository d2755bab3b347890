package dev.jangada.settings;

import dev.jangada.settings.table.KeepWithin;
import java.util.List;
import java.util.Optional;

/**
 * Which backups are kept, by restic's rules; 0 for a rule that is not given.
 *
 * @param keepLast the newest ones
 * @param keepHourly the newest of each of so many hours that have one
 * @param keepDaily the same of days
 * @param keepWeekly the same of weeks
 * @param keepMonthly the same of months
 * @param keepYearly the same of years
 * @param keepWithin all that are younger
 * @param keepTags all that have one of these tags
 */
public record RetentionSettings(
        int keepLast,
        int keepHourly,
        int keepDaily,
        int keepWeekly,
        int keepMonthly,
        int keepYearly,
        Optional<KeepWithin> keepWithin,
        List<String> keepTags) {

    public RetentionSettings {
        keepTags = List.copyOf(keepTags);
    }

    /** Whether there is no rule: then nothing is ever forgotten. */
    public boolean isEmpty() {
        return (keepLast | keepHourly | keepDaily | keepWeekly | keepMonthly | keepYearly) == 0
                && keepWithin.isEmpty()
                && keepTags.isEmpty();
    }
}
