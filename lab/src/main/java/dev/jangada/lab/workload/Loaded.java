package dev.jangada.lab.workload;

import java.time.Duration;

/**
 * What a loader has done.
 *
 * @param objects how many objects it created; controllers add theirs
 * @param took how long the creating took, without waiting for controllers afterwards
 */
public record Loaded(int objects, Duration took) {

    /** Objects per second. */
    public double rate() {
        return objects * 1e9 / took.toNanos();
    }
}
