package dev.jangada.repository.write;

import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
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

    /** Saves a blob; waits if there is no room. Never called by the pool's own threads. */
    CompletableFuture<Id> submit(BlobType type, byte[] plain) {
        int cost = Math.min(units, 1 + plain.length / UNIT);
        try {
            room.acquire(cost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while writing");
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return blobs.save(type, plain);
                    } finally {
                        room.release(cost);
                    }
                },
                pool);
    }

    /** Does something when other work is done, on the pool. */
    <T> CompletableFuture<T> then(CompletableFuture<?> before, Supplier<T> work) {
        return before.thenApplyAsync(done -> work.get(), pool);
    }

    Id saveNow(BlobType type, byte[] plain) {
        return blobs.save(type, plain);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
