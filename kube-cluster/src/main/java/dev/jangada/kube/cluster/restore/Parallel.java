package dev.jangada.kube.cluster.restore;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs requests, as many at a time as the {@link Throttle} allows. After the first that throws no other begins; those that
 * are under way come to their end, because what they do must be written down.
 */
final class Parallel implements AutoCloseable {

    /** Of an object there are several copies and a tree while it is written: so much of them is under way at a time. */
    private static final int MOST_BYTES = 4 << 20;

    private final Throttle throttle;
    private final Semaphore bytes = new Semaphore(MOST_BYTES);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** One party more than there are requests under way. */
    private final Phaser underWay = new Phaser(1);

    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private boolean told;

    Parallel(Throttle throttle) {
        this.throttle = throttle;
    }

    /**
     * Waits for a turn and begins.
     *
     * @param size how large the object is that it works on, in bytes
     * @throws RuntimeException what one of them has thrown
     * @throws CancellationException if the thread is interrupted
     */
    void run(int size, Runnable request) {
        check();
        int weight = Math.min(size, MOST_BYTES);
        try {
            bytes.acquire(weight);
            throttle.enter();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        underWay.register();
        threads.execute(() -> {
            try {
                request.run();
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                throttle.leave();
                bytes.release(weight);
                underWay.arriveAndDeregister();
            }
        });
    }

    /**
     * Waits until all that have begun have ended.
     *
     * @throws RuntimeException what one of them has thrown
     * @throws CancellationException if the thread is interrupted
     */
    void await() {
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive());
        } catch (InterruptedException e) {
            throw interrupted();
        }
        check();
    }

    private CancellationException interrupted() {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        told = true;
        return new CancellationException("interrupted while restoring");
    }

    private void check() {
        RuntimeException first = failure.get();
        if (first != null) {
            told = true;
            throw first;
        }
    }

    /** Waits until all have ended. Throws nothing that {@link #run} has thrown already. */
    @Override
    public void close() {
        threads.close();
        if (told) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while restoring");
        }
        check();
    }
}
