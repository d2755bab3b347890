package dev.jangada.kube.cluster;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Whether a server still answers, shared by all who ask it: a server that one of them has waited for in vain is not
 * waited for again by each of the others.
 */
final class Reachability {

    private final Consumer<Problem> waiting;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean gone;

    /**
     * Of a server that is thought to be there.
     *
     * @param waiting hears once that it is waited for, and why
     */
    Reachability(Consumer<Problem> waiting) {
        this.waiting = waiting;
    }

    /** Somebody got an answer, whatever it says. */
    void answered() {
        gone = false;
    }

    /** Somebody's patience ended without a connection. */
    void givenUp() {
        gone = true;
    }

    /** Whether patience has ended, and nobody got an answer since. */
    boolean isGone() {
        return gone;
    }

    /**
     * Somebody begins to wait. The user hears of it, because it may take long; but not of each time.
     *
     * @param why what is wrong
     * @param total how long it will be waited for
     */
    void waits(Problem why, Duration total) {
        if (told.compareAndSet(false, true)) {
            waiting.accept(new Problem(ExitCode.DONE, ClusterMessage.WAITING, why, total.toSeconds()));
        }
    }
}
