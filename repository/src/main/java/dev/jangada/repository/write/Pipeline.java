package dev.jangada.repository.write;

import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes, compresses and seals blobs on as many threads as there are processors. Who gives it more than it may hold waits.
 */
final class Pipeline implements AutoCloseable {

    /** Permits stand for so many bytes, as a semaphore counts in an int. */
    private static final int UNIT = 1 << 10;

    private final BlobWriter blobs;
    private final ExecutorService pool;
    private final Semaphore room;
    private final int units;

    Pipeline(BlobWriter blobs, WriteSettings settings) {
        this.blobs = blobs;
        this.units = settings.inFlight() / UNIT;
        this.room = new Semaphore(units);
        this.pool = Executors.newFixedThreadPool(
                settings.workers(),
                Thread.ofPlatform().name("blobs-", 0).daemon().factory());
    }

    /** Saves a piece of a file; waits if there is no room. Never called by the pool's own threads. */
    CompletableFuture<Id> submit(byte[] plain) {
        int cost = cost(plain);
        acquire(cost);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return blobs.save(BlobType.DATA, plain);
                    } finally {
                        room.release(cost);
                    }
                },
                pool);
    }

    /**
     * Saves a blob that the writer has taken on; waits if there is no room. Never called by the pool's own threads. What it fails with,
     * {@link #drain} and every later call throw.
     */
    void submit(Blob blob, byte[] plain) {
        int cost = cost(plain);
        try {
            acquire(cost);
        } catch (CancellationException e) {
            // It was taken on and does not come, so nothing that relies on it may be written.
            blobs.fail(e);
            throw e;
        }
        pool.execute(() -> {
            try {
                blobs.addTaken(blob, plain);
            } catch (RuntimeException | Error e) {
                blobs.fail(e);
            } finally {
                room.release(cost);
            }
        });
    }

    private int cost(byte[] plain) {
        return Math.min(units, 1 + plain.length / UNIT);
    }

    private void acquire(int permits) {
        try {
            room.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while writing");
        }
    }

    /** Waits until everything that was submitted is done. */
    void drain() {
        acquire(units);
        room.release(units);
        blobs.throwIfFailed();
    }

    /** Does something when other work is done, on the pool. */
    <T> CompletableFuture<T> then(CompletableFuture<?> before, Supplier<T> work) {
        return before.thenApplyAsync(done -> work.get(), pool);
    }

    Id saveNow(BlobType type, byte[] plain) {
        return blobs.save(type, plain);
    }

    /** What was not begun is dropped, what was begun ends before this returns. */
    @Override
    public void close() {
        pool.shutdownNow();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
