package dev.jangada.settings.table;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often a scheduled run does something.
 *
 * @param every when the last time is so long ago, zero for each time; nothing for never
 */
public record Cadence(Optional<Duration> every) {

    /** Each time. */
    public static final Cadence ALWAYS = new Cadence(Optional.of(Duration.ZERO));

    /** Not at all. */
    public static final Cadence NEVER = new Cadence(Optional.empty());

    /**
     * Reads one.
     *
     * @param text {@code always}, {@code never} or a time span
     * @throws IllegalArgumentException if it is none
     */
    public static Cadence parse(String text) {
        return switch (text) {
            case "always" -> ALWAYS;
            case "never" -> NEVER;
            default -> new Cadence(Optional.of(TimeSpans.parse(text)));
        };
    }

    /**
     * Whether it is to be done now.
     *
     * @param last when it was done; nothing if it never was
     */
    public boolean isDue(Optional<Instant> last, Instant now) {
        return every.isPresent()
                && last.map(time -> !time.plus(every.get()).isAfter(now)).orElse(true);
    }

    @Override
    public String toString() {
        return every.map(span -> span.isZero() ? "always" : TimeSpans.text(span))
                .orElse("never");
    }
}
