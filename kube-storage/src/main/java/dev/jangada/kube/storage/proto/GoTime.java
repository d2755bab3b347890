package dev.jangada.kube.storage.proto;

/** Times and durations as Kubernetes' Go types print them. */
final class GoTime {

    private static final long DAY = 86_400;
    /** Seconds since 1970 of the years 1 and 10000: beyond them RFC 3339 has no form. */
    private static final long FIRST = -62_135_596_800L;

    private static final long BEYOND = 253_402_300_800L;

    private GoTime() {}

    /**
     * Writes a time in UTC as RFC 3339, in quotes.
     *
     * @param seconds since 1970
     * @param micros how many millionths are printed behind them, or -1 for none: then there are no decimals
     * @return false, and nothing is written, if the year has not four digits
     */
    static boolean write(long seconds, long micros, JsonBuffer out) {
        if (seconds < FIRST || seconds >= BEYOND) {
            return false;
        }
        long days = Math.floorDiv(seconds, DAY);
        long second = seconds - days * DAY;
        // Howard Hinnant's civil_from_days: years begin in March, so that the leap day is their last.
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * dayOfYear + 2) / 153;
        long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        out.add('"');
        out.digits(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
        out.add('-');
        out.digits(month, 2);
        out.add('-');
        out.digits(dayOfYear - (153 * fromMarch + 2) / 5 + 1, 2);
        out.add('T');
        out.digits(second / 3_600, 2);
        out.add(':');
        out.digits(second / 60 % 60, 2);
        out.add(':');
        out.digits(second % 60, 2);
        if (micros >= 0) {
            out.add('.');
            out.digits(micros, 6);
        }
        out.ascii("Z\"");
        return true;
    }

    /** A duration as Go's time.Duration prints itself: {@code 1h2m3.5s}, {@code 1.5ms}. */
    static String duration(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        var text = new StringBuilder(nanos < 0 ? "-" : "");
        // The absolute value of the smallest long is right as an unsigned number.
        long absolute = Math.abs(nanos);
        if (Long.compareUnsigned(absolute, 1_000_000_000) < 0) {
            int unit = absolute < 1_000 ? 1 : absolute < 1_000_000 ? 1_000 : 1_000_000;
            String name = unit == 1 ? "ns" : unit == 1_000 ? "µs" : "ms";
            decimals(text.append(absolute / unit), absolute % unit, unit);
            return text.append(name).toString();
        }
        long seconds = Long.divideUnsigned(absolute, 1_000_000_000);
        if (seconds >= 3_600) {
            text.append(seconds / 3_600).append('h');
        }
        if (seconds >= 60) {
            text.append(seconds / 60 % 60).append('m');
        }
        decimals(text.append(seconds % 60), Long.remainderUnsigned(absolute, 1_000_000_000), 1_000_000_000);
        return text.append('s').toString();
    }

    private static void decimals(StringBuilder text, long rest, int unit) {
        if (rest != 0) {
            String digits = Long.toString(rest + unit).substring(1);
            text.append('.').append(digits.replaceFirst("0+$", ""));
        }
    }
}
