package dev.jangada.repository.write;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.chunk.Chunker;
import dev.jangada.repository.chunk.Chunking;
import dev.jangada.repository.chunk.Chunks;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.format.Tree;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.lock.RepositoryLock;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.store.SealedFiles;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes one snapshot. Its tree is given directory by directory, beginning at {@link #root}; {@link #finish} makes the snapshot. Until
 * then there is none, and closing it before leaves nothing but packs that the next snapshot uses.
 */
public final class SnapshotWriter implements AutoCloseable {

    private final SealedFiles files;
    private final Chunker.Factory chunkers;
    private final BlobReader reader;
    private final RepositoryLock lock;
    private final BlobWriter blobs;
    private final Pipeline pipeline;
    private final IndexClock.Ticks ticks;
    private final DirectoryWriter root;
    private final AtomicLong fileCount = new AtomicLong();
    private final AtomicLong byteCount = new AtomicLong();
    private boolean finished;

    /**
     * A writer into a repository.
     *
     * @param reader reads trees of the parent snapshot
     * @param lock held while this is open, and closed with it
     * @param parentTree the root of the snapshot that the new one is compared with
     */
    public SnapshotWriter(
            SealedFiles files,
            MasterIndex index,
            Chunker.Factory chunkers,
            BlobReader reader,
            RepositoryLock lock,
            WriteSettings settings,
            Optional<Id> parentTree) {
        this.files = files;
        this.chunkers = chunkers;
        this.reader = reader;
        this.lock = lock;
        // First, because nothing must be closed yet if it fails.
        Optional<Tree> parent = parentTree.flatMap(this::parentTree);
        this.blobs = new BlobWriter(files, index, settings);
        this.pipeline = new Pipeline(blobs, settings);
        // What a tick fails with, the writer keeps and throws.
        this.ticks = settings.clock().every(settings.look(), blobs::tick);
        this.root = new DirectoryWriter(this, parent);
    }

    /** The top of the tree. It is closed by {@link #finish}. */
    public DirectoryWriter root() {
        return root;
    }

    /**
     * Makes the snapshot when everything that was given is stored: packs, then their index, then this.
     *
     * @param snapshot makes the snapshot of the tree's id
     * @throws Problem what kept anything from being stored
     */
    public Written finish(Function<Id, Snapshot> snapshot) {
        root.close();
        Id tree = await();
        pipeline.drain();
        blobs.flush();
        lock.ensureHeld();
        Snapshot made = snapshot.apply(tree);
        Id id = files.save(FileKind.SNAPSHOT, made.bytes());
        finished = true;
        return new Written(
                id, made, fileCount.get(), byteCount.get(), blobs.newBlobs(), blobs.newBytes(), blobs.storedBytes());
    }

    private Id await() {
        try {
            return root.tree().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while writing");
        } catch (ExecutionException e) {
            noteFailure(e.getCause());
            throwIfFailed();
            throw new IllegalStateException(e);
        }
    }

    /** Why the lock could not be deleted when this was closed, if it could not. */
    public Optional<Problem> lockLeftBehind() {
        return lock.leftBehind();
    }

    /** Ends the writing, and gives the lock back. */
    @Override
    public void close() {
        // What it is just writing ends by itself, and is waited for below.
        ticks.close();
        try {
            pipeline.close();
            if (!finished) {
                blobs.abandon();
            }
        } finally {
            lock.close();
        }
    }

    Pipeline pipeline() {
        return pipeline;
    }

    Chunks chunks(InputStream content, Chunking chunking) {
        return chunkers.over(content, chunking);
    }

    /** Saves a piece of a file behind the caller's back, if the repository does not have it. */
    void save(Blob blob, byte[] plain) {
        blobs.throwIfFailed();
        if (blobs.take(blob)) {
            pipeline.submit(blob, plain);
        }
    }

    boolean hasBlob(Blob blob) {
        return blobs.has(blob);
    }

    /** A tree of the parent snapshot; one that cannot be read is as good as none. */
    Optional<Tree> parentTree(Id id) {
        try {
            return Optional.of(reader.tree(id));
        } catch (Problem unreadable) {
            return Optional.empty();
        }
    }

    void count(long bytes) {
        fileCount.incrementAndGet();
        byteCount.addAndGet(bytes);
    }

    void noteFailure(@Nullable Throwable thrown) {
        if (thrown != null) {
            blobs.fail(thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown);
        }
    }

    void throwIfFailed() {
        blobs.throwIfFailed();
    }
}
