package dev.jangada.kube.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

/** Counts the tries of one piece of work and waits between them: exponential backoff with jitter. */
final class Retries {

    private final Patience patience;
    private int failures;
    private long firstFailure;

    Retries(Patience patience) {
        this.patience = patience;
    }

    /** Something new has arrived: the waiting starts over. */
    void progress() {
        failures = 0;
    }

    /**
     * Waits before the next try.
     *
     * @param asked the wait that the server asked for
     * @return false if patience is over; nothing was waited for then
     * @throws CancellationException if the thread was interrupted
     */
    boolean again(Optional<Duration> asked) {
        long now = System.nanoTime();
        if (failures++ == 0) {
            firstFailure = now;
        }
        Duration wait = asked.map(Retries::capped).orElseGet(this::backoff);
        Duration spent = Duration.ofNanos(now - firstFailure);
        if (spent.plus(wait).compareTo(patience.total()) > 0) {
            return false;
        }
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the API server");
        }
    }

    private static Duration capped(Duration asked) {
        return asked.compareTo(Patience.LONGEST_ASKED_WAIT) > 0 ? Patience.LONGEST_ASKED_WAIT : asked;
    }

    /** Half of the wait is chance, so that the readers of several kinds do not come back all at once. */
    private Duration backoff() {
        Duration full = patience.firstWait().multipliedBy(1L << Math.min(failures - 1, 16));
        Duration longest = full.compareTo(patience.longestWait()) > 0 ? patience.longestWait() : full;
        double share = 0.5 + ThreadLocalRandom.current().nextDouble() / 2;
        return Duration.ofNanos((long) (longest.toNanos() * share));
    }
}
