package dev.jangada.repository.read;

import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Reads many directories at once, for whoever looks at all of them, as long as their JSON does not have more than 32 MiB together. A
 * larger one is read when no other is. Can be used from several threads at once.
 */
public final class BoundedTrees {

    private static final int MOST_BYTES = 32 << 20;
    /** Permits stand for so many bytes. */
    private static final int UNIT = 1 << 10;

    private final BlobReader blobs;
    private final int units;
    private final Semaphore room;

    /** Reads with a reader. */
    public BoundedTrees(BlobReader blobs) {
        this(blobs, MOST_BYTES);
    }

    BoundedTrees(BlobReader blobs, int bytes) {
        this.blobs = blobs;
        this.units = bytes / UNIT;
        this.room = new Semaphore(units);
    }

    /**
     * The entries of a directory, see {@link BlobReader#eachNode}.
     *
     * @param consumer is told each, and must not read another directory by this
     */
    public void eachNode(Id id, Consumer<Node> consumer) {
        int cost = Math.min(units, 1 + blobs.plainLength(Blob.tree(id)) / UNIT);
        try {
            room.acquire(cost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while reading");
        }
        try {
            blobs.eachNode(id, consumer);
        } finally {
            room.release(cost);
        }
    }
}
