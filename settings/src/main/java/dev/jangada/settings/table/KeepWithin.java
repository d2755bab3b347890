package dev.jangada.settings.table;

import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far back every backup is kept, as restic's {@code --keep-within}.
 *
 * @param period years, months, days
 * @param hours more of them
 */
public record KeepWithin(Period period, int hours) {

    private static final Pattern PARTS = Pattern.compile("(?:(\\d+)y)?(?:(\\d+)m)?(?:(\\d+)d)?(?:(\\d+)h)?");

    /**
     * Reads one.
     *
     * @param text as in {@code 1y6m14d12h}
     * @throws IllegalArgumentException if it is none
     */
    public static KeepWithin parse(String text) {
        Matcher matcher = PARTS.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new KeepWithin(Period.of(part(matcher, 1), part(matcher, 2), part(matcher, 3)), part(matcher, 4));
    }

    private static int part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** As restic writes it. */
    @Override
    public String toString() {
        return part(period.getYears(), "y")
                + part(period.getMonths(), "m")
                + part(period.getDays(), "d")
                + part(hours, "h");
    }

    private static String part(int count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
