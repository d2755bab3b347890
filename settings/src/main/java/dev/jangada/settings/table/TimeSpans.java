package dev.jangada.settings.table;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as settings have them: {@code 1w2d12h30min}. A month is not among them, so that nobody takes {@code m} for minutes. */
public final class TimeSpans {

    private static final Pattern PARTS = Pattern.compile("(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)min)?");
    private static final int DAYS_OF_A_WEEK = 7;

    private TimeSpans() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration parse(String text) {
        Matcher matcher = PARTS.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return Duration.ofDays(part(matcher, 1) * DAYS_OF_A_WEEK + part(matcher, 2))
                .plusHours(part(matcher, 3))
                .plusMinutes(part(matcher, 4));
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Writes one, in days, hours and minutes. */
    public static String text(Duration span) {
        String text = part(span.toDaysPart(), "d") + part(span.toHoursPart(), "h") + part(span.toMinutesPart(), "min");
        return text.isEmpty() ? "0min" : text;
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
