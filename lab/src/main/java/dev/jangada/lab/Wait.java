package dev.jangada.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Polls until something is true. */
public final class Wait {

    private static final long BETWEEN = Duration.ofMillis(50).toNanos();

    private Wait() {}

    /**
     * Returns when the condition holds.
     *
     * @param patience how long it may take
     * @param late what to throw when it took longer
     */
    public static void until(Duration patience, BooleanSupplier condition, Supplier<? extends RuntimeException> late) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw late.get();
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new LabException("interrupted while waiting");
            }
            LockSupport.parkNanos(BETWEEN);
        }
    }
}
