package dev.jangada.kube.cluster.client;

import dev.jangada.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

/** Counts the tries of one piece of work and waits between them: exponential backoff with jitter. */
public final class Retries {

    private final Patience patience;
    private final Reachability reachability;
    private int failures;
    private long firstFailure;

    public Retries(Patience patience, Reachability reachability) {
        this.patience = patience;
        this.reachability = reachability;
    }

    /** Something new has arrived: the waiting starts over. */
    public void progress() {
        failures = 0;
    }

    /**
     * Waits before the next try after no answer came. Does not wait for a server that others have waited for in vain.
     *
     * @param why what it means that none came
     * @return false if patience is over; nothing was waited for then
     * @throws CancellationException if the thread was interrupted
     */
    public boolean againWithoutAnswer(Problem why) {
        if (reachability.isGone()) {
            return false;
        }
        if (!again(why)) {
            reachability.givenUp();
            return false;
        }
        return true;
    }

    /**
     * Waits before the next try after the server answered with a failure, at least as long as it asks.
     *
     * @param why what it means
     * @return false if patience is over; nothing was waited for then
     * @throws CancellationException if the thread was interrupted
     */
    public boolean again(StatusFailure failure, Problem why) {
        // "Too many requests" and "gone" are ordinary traffic; anything else is trouble that may last.
        boolean ordinary = failure.status() == 429 || failure.status() == 410;
        return again(failure.retryAfter(), ordinary ? Optional.empty() : Optional.of(why));
    }

    /**
     * Waits before the next try after an answer that broke off or is none.
     *
     * @param why what it means
     * @return false if patience is over; nothing was waited for then
     * @throws CancellationException if the thread was interrupted
     */
    public boolean again(Problem why) {
        return again(Optional.empty(), Optional.of(why));
    }

    private boolean again(Optional<Duration> asked, Optional<Problem> why) {
        long now = System.nanoTime();
        if (failures++ == 0) {
            firstFailure = now;
        }
        Duration backoff = backoff();
        Duration wait = asked.map(Retries::spread)
                .filter(longer -> longer.compareTo(backoff) > 0)
                .orElse(backoff);
        Duration spent = Duration.ofNanos(now - firstFailure);
        if (spent.plus(wait).compareTo(patience.total()) > 0) {
            return false;
        }
        why.ifPresent(problem -> reachability.waits(problem, patience.total()));
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the API server");
        }
    }

    /** A little more than was asked for, by chance: all readers were asked the same and must not come all at once. */
    private static Duration spread(Duration asked) {
        Duration capped = asked.compareTo(Patience.LONGEST_ASKED_WAIT) > 0 ? Patience.LONGEST_ASKED_WAIT : asked;
        double share = 1 + ThreadLocalRandom.current().nextDouble() / 4;
        return Duration.ofNanos((long) (capped.toNanos() * share));
    }

    /** Half of the wait is chance, so that the readers of several kinds do not come back all at once. */
    private Duration backoff() {
        Duration full = patience.firstWait().multipliedBy(1L << Math.min(failures - 1, 16));
        Duration longest = full.compareTo(patience.longestWait()) > 0 ? patience.longestWait() : full;
        double share = 0.5 + ThreadLocalRandom.current().nextDouble() / 2;
        return Duration.ofNanos((long) (longest.toNanos() * share));
    }
}
