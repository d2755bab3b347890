package dev.jangada.kube.model.print;

import java.time.Duration;

/**
 * A span of time in kubectl's short form: {@code 45s}, {@code 3m12s}, {@code 5h}, {@code 2d4h}, {@code 400d},
 * {@code 3y12d}. Two units while the larger one is small, else one.
 *
 * <p>The steps are those of {@code duration.HumanDuration} in k8s.io/apimachinery.
 */
final class Age {

    private Age() {}

    static String text(Duration span) {
        long seconds = span.toSeconds();
        long minutes = span.toMinutes();
        long hours = span.toHours();
        long days = span.toDays();
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds <= 0) {
            return "0s";
        }
        if (seconds < 120) {
            return seconds + "s";
        }
        if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        if (days < 8) {
            return two(days, "d", hours % 24, "h");
        }
        if (days < 2 * 365) {
            return days + "d";
        }
        return days < 8 * 365 ? two(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + small + smallUnit;
    }
}
