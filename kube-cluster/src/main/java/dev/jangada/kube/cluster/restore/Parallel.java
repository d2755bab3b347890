package dev.jangada.kube.cluster.restore;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs requests, as many at a time as the {@link Throttle} allows. The first that throws ends all. */
final class Parallel implements AutoCloseable {

    private final Throttle throttle;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    Parallel(Throttle throttle) {
        this.throttle = throttle;
    }

    /**
     * Waits for a turn and begins.
     *
     * @throws RuntimeException what one of them has thrown
     * @throws CancellationException if the thread is interrupted
     */
    void run(Runnable request) {
        check();
        try {
            throttle.enter();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while restoring");
        }
        threads.execute(() -> {
            try {
                request.run();
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                throttle.leave();
            }
        });
    }

    private void check() {
        RuntimeException first = failure.get();
        if (first != null) {
            threads.shutdownNow();
            throw first;
        }
    }

    /** Waits until all have ended. */
    @Override
    public void close() {
        threads.close();
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while restoring");
        }
        check();
    }
}
