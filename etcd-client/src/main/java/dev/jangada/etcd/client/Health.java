package dev.jangada.etcd.client;

import dev.jangada.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a member can answer a read that a majority of the cluster agrees on.
 *
 * @param endpoint where it was asked
 * @param took how long it took
 * @param problem why not; empty if it can
 */
public record Health(Endpoint endpoint, Duration took, Optional<Problem> problem) {

    /** Whether it can. */
    public boolean healthy() {
        return problem.isEmpty();
    }
}
