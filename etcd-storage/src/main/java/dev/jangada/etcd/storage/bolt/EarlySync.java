package dev.jangada.etcd.storage.bolt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings a large file to the disk piece by piece while it is still written, so that there is little left to wait for at its
 * end. An error of the disk is told once by the kernel, so one that a piece meets is kept for the end.
 */
final class EarlySync {

    /** Bytes that are written before they are worth a sync of their own. */
    private static final long PIECE = 64L << 20;

    private final FileChannel channel;
    private final boolean wanted;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private @Nullable Thread running;
    private long waiting;

    /**
     * Takes a channel.
     *
     * @param wanted false for a file that need never be on the disk
     */
    EarlySync(FileChannel channel, boolean wanted) {
        this.channel = channel;
        this.wanted = wanted;
    }

    /** Says that so many bytes were written. */
    void wrote(long bytes) {
        waiting += bytes;
        if (wanted && waiting >= PIECE && (running == null || !running.isAlive())) {
            waiting = 0;
            running = Thread.ofPlatform().name("etcd-storage-sync").daemon().start(() -> {
                try {
                    channel.force(false);
                } catch (IOException e) {
                    failure.compareAndSet(null, e);
                }
            });
        }
    }

    /** Waits for what is under way, and brings the rest to the disk. */
    void finish() throws IOException {
        await();
        channel.force(true);
        IOException before = failure.get();
        if (before != null) {
            throw before;
        }
    }

    /** Waits for what is under way: the channel is about to be closed. */
    void await() {
        boolean interrupted = false;
        while (running != null && running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
