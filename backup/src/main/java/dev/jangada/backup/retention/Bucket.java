package dev.jangada.backup.retention;

import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;

/** A stretch of the calendar of which one backup is enough, the newest. Stretches are the calendar's own, in the backup's time zone. */
public enum Bucket {
    /** Every backup by itself: {@code --keep-last} and {@code --keep-within}. */
    LAST,
    /** From one full hour to the next; an hour that the clock shows twice is one. */
    HOURLY,
    /** From midnight to midnight. */
    DAILY,
    /** ISO weeks: from Monday to Sunday. */
    WEEKLY,
    /** Months. */
    MONTHLY,
    /** Years. */
    YEARLY;

    /**
     * The number of the stretch that a moment falls into.
     *
     * @param position where the backup stands among all, for {@link #LAST}
     */
    int of(ZonedDateTime time, int position) {
        int date = time.getYear() * 10000 + time.getMonthValue() * 100 + time.getDayOfMonth();
        return switch (this) {
            case LAST -> position;
            case HOURLY -> date % 10_000_000 * 100 + time.getHour();
            case DAILY -> date;
            case WEEKLY -> time.get(IsoFields.WEEK_BASED_YEAR) * 100 + time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTHLY -> date / 100;
            case YEARLY -> time.getYear();
        };
    }
}
