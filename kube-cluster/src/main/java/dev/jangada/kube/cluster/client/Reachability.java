package dev.jangada.kube.cluster.client;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Whether a server still answers, shared by all who ask it: a server that one of them has waited for in vain is not
 * waited for again by each of the others.
 */
public final class Reachability {

    private final Consumer<Problem> waiting;
    /** How many seconds of waiting the user knows of. */
    private final AtomicLong told = new AtomicLong(-1);

    private volatile boolean gone;

    /**
     * Of a server that is thought to be there.
     *
     * @param waiting hears that it is waited for, why, and for how long
     */
    public Reachability(Consumer<Problem> waiting) {
        this.waiting = waiting;
    }

    /** Somebody got an answer, whatever it says. */
    public void answered() {
        gone = false;
    }

    /** Somebody's patience ended without a connection. */
    public void givenUp() {
        gone = true;
    }

    /** Whether patience has ended, and nobody got an answer since. */
    boolean isGone() {
        return gone;
    }

    /**
     * Somebody begins to wait. The user hears of it, because it may take long; again only if it may take longer.
     *
     * @param why what is wrong
     * @param total how long it will be waited for
     */
    void waits(Problem why, Duration total) {
        long seconds = total.toSeconds();
        if (told.getAndAccumulate(seconds, Math::max) < seconds) {
            waiting.accept(new Problem(ExitCode.DONE, ClientMessage.WAITING, why, seconds));
        }
    }
}
