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
import dev.jangada.repository.store.Workers;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    private final ScheduledExecutorService clock;
    private final DirectoryWriter root;
    private final AtomicLong fileCount = new AtomicLong();
    private final AtomicLong byteCount = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
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
        this.blobs = new BlobWriter(files, index, settings);
        this.pipeline = new Pipeline(blobs, settings);
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("index").factory());
        watch(settings);
        this.root = new DirectoryWriter(this, parentTree.flatMap(this::parentTree));
    }

    /** What a tick fails with, the writer keeps and throws. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void watch(WriteSettings settings) {
        long period = Math.max(1, settings.indexEvery().toMillis() / 4);
        clock.scheduleWithFixedDelay(blobs::tick, period, period, TimeUnit.MILLISECONDS);
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

    /** How many files were given so far. */
    public long filesSoFar() {
        return fileCount.get();
    }

    /** How many bytes they had. */
    public long bytesSoFar() {
        return byteCount.get();
    }

    /** How many bytes of packs were stored so far. */
    public long storedSoFar() {
        return blobs.storedBytes();
    }

    /** Why the lock could not be deleted when this was closed, if it could not. */
    public Optional<Problem> lockLeftBehind() {
        return lock.leftBehind();
    }

    /** Ends the writing, and gives the lock back. */
    @Override
    public void close() {
        clock.shutdownNow();
        pipeline.close();
        try {
            if (!finished) {
                blobs.abandonQuietly();
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
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            failure.compareAndSet(null, cause);
        }
    }

    void throwIfFailed() {
        Workers.throwIfAny(failure.get());
    }
}
