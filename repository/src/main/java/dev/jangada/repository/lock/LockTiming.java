package dev.jangada.repository.lock;

import java.time.Duration;

/**
 * The times of the locks' protocol, which all clients of a repository must share.
 *
 * @param refresh how often a holder writes its lock anew
 * @param stale after how long without that it counts no more
 * @param settle how long a new lock waits before it looks for others once more
 */
public record LockTiming(Duration refresh, Duration stale, Duration settle) {

    /** restic's. */
    public static final LockTiming USUAL =
            new LockTiming(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMillis(200));

    /** After how long without a refresh a holder stops trusting its own lock: a little before others do. */
    Duration trusted() {
        return stale.minus(refresh.multipliedBy(3).dividedBy(2));
    }
}
