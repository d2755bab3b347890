package dev.jangada.kube.cluster.restore;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** The waiting between looks at something that will come: short at first, longer if it takes long. */
final class Pause {

    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(500);

    private Duration next = FIRST;

    /**
     * Waits.
     *
     * @throws CancellationException if the thread is interrupted
     */
    void take() {
        try {
            Thread.sleep(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while restoring");
        }
        Duration longer = next.plus(next.dividedBy(2));
        next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
}
