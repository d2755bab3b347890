package dev.jangada.repository.backend;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after which pauses something is tried again: pauses double from the first to the longest, each shortened by a
 * random part of up to a half so that many clients do not come back at the same moment.
 *
 * @param attempts how often at most, the first time included
 * @param first the first pause
 * @param longest no pause is longer
 * @param pause what waits; tests do not
 */
public record Backoff(int attempts, Duration first, Duration longest, Pause pause) {

    /** Eight attempts within about a minute: long enough for a server to be restarted. */
    public static final Backoff USUAL = new Backoff(8, Duration.ofMillis(300), Duration.ofSeconds(20), Backoff::sleep);

    /** Waits after a failed attempt, counted from 1. */
    void after(int attempt) {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
        pause.waitFor(Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2 + 1)));
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting to try again");
        }
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        /** Returns after the time. */
        void waitFor(Duration duration);
    }
}
