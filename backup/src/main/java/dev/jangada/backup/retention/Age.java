package dev.jangada.backup.retention;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How old something may be, as restic writes it: {@code 1y5m7d2h} are a year, five months, seven days and two hours. Years, months and
 * days are the calendar's, hours are sixty minutes.
 *
 * @param years zero or more, as the others
 */
public record Age(int years, int months, int days, int hours) {

    private static final Pattern PART = Pattern.compile("([0-9]{1,6})([ymdh])");
    private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,6}[ymdh])+");

    /** Refuses an age that is none. */
    public Age {
        if (years < 0 || months < 0 || days < 0 || hours < 0 || years + months + days + hours == 0) {
            throw new IllegalArgumentException(years + "y" + months + "m" + days + "d" + hours + "h");
        }
    }

    /**
     * Understands what a user wrote. A unit that is written twice counts as it was written last, as in restic.
     *
     * @throws Problem with {@link ExitCode#USAGE} if it is no age, or zero
     */
    public static Age parse(String text) {
        int years = 0;
        int months = 0;
        int days = 0;
        int hours = 0;
        String trimmed = text.trim();
        if (!WHOLE.matcher(trimmed).matches()) {
            throw notAnAge(text);
        }
        for (Matcher part = PART.matcher(trimmed); part.find(); ) {
            int number = Integer.parseInt(part.group(1));
            switch (part.group(2)) {
                case "y" -> years = number;
                case "m" -> months = number;
                case "d" -> days = number;
                default -> hours = number;
            }
        }
        if (years + months + days + hours == 0) {
            throw notAnAge(text);
        }
        return new Age(years, months, days, hours);
    }

    private static Problem notAnAge(String text) {
        return new Problem(ExitCode.USAGE, RetentionMessage.NOT_AN_AGE, text);
    }

    /**
     * The moment that lies so far back. Counted as Go counts, which restic is written in: the date is taken apart, each number is
     * made smaller, and what no calendar has goes over into the next month (31 March less one month is 3 March); a time of day that a
     * change of clocks left out is told by the offset that holds around it.
     */
    Instant before(ZonedDateTime time) {
        // The month first, then days from its first one: neither step can name a date that is not there.
        LocalDate date = LocalDate.of(time.getYear(), 1, 1)
                .minusYears(years)
                .plusMonths((long) time.getMonthValue() - 1 - months)
                .plusDays((long) time.getDayOfMonth() - 1 - days);
        long local = LocalDateTime.of(date, time.toLocalTime()).toEpochSecond(ZoneOffset.UTC);
        ZoneRules rules = time.getZone().getRules();
        int guessed = rules.getOffset(Instant.ofEpochSecond(local)).getTotalSeconds();
        int offset = rules.getOffset(Instant.ofEpochSecond(local - guessed)).getTotalSeconds();
        return Instant.ofEpochSecond(local - offset - 3600L * hours, time.getNano());
    }

    @Override
    public String toString() {
        return part(years, 'y') + part(months, 'm') + part(days, 'd') + part(hours, 'h');
    }

    private static String part(int number, char unit) {
        return number == 0 ? "" : number + String.valueOf(unit);
    }
}
