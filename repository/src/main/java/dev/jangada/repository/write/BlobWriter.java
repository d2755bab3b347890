package dev.jangada.repository.write;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Zstandard;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.store.Workers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Puts blobs into packs and packs into the repository: those that are there already are left out, the others compressed, sealed and
 * packed, trees and data apart. Packs are uploaded behind the caller's back, so many at a time; who has a blob for the next waits.
 * Can be used from several threads at once.
 */
public final class BlobWriter {

    private final SealedFiles files;
    private final Claims claims;
    private final WriteSettings settings;
    private final IndexWriter indexWriter;
    private final Map<BlobType, OpenPack> open = new EnumMap<>(BlobType.class);
    private final Semaphore uploads;
    private final Set<Thread> uploading = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicLong newBlobs = new AtomicLong();
    private final AtomicLong newBytes = new AtomicLong();
    private final AtomicLong storedBytes = new AtomicLong();

    /** A writer into a repository whose index is loaded. */
    public BlobWriter(SealedFiles files, MasterIndex index, WriteSettings settings) {
        this.files = files;
        this.claims = new Claims(index);
        this.settings = settings;
        this.indexWriter = new IndexWriter(files, claims, settings);
        this.uploads = new Semaphore(settings.uploads());
    }

    /** Saves a blob unless the repository has it. */
    Id save(BlobType type, byte[] plain) {
        throwIfFailed();
        Id id = Id.of(plain);
        Blob blob = new Blob(type, id);
        if (take(blob)) {
            addTaken(blob, plain);
        }
        return id;
    }

    /**
     * Takes a blob on.
     *
     * @return false if the repository has it, or somebody has taken it on for this writer; if true, the caller must bring it, or let
     *     this writer end without a flush
     */
    public boolean take(Blob blob) {
        return claims.take(blob);
    }

    /** Saves a blob that was taken on. */
    public void addTaken(Blob blob, byte[] plain) {
        // An uncompressed tree would be written anew by every prune of restic; data may be as it is.
        Optional<byte[]> compressed = blob.type() == BlobType.TREE
                ? Optional.of(Zstandard.compress(plain))
                : plain.length == 0 ? Optional.empty() : Zstandard.compressIfShorter(plain);
        byte[] sealed = files.key().seal(compressed.orElse(plain));
        newBytes.addAndGet(plain.length);
        add(blob, sealed, compressed.isPresent() ? plain.length : 0);
    }

    /** Whether a blob is, or will be, in the repository when this writer ends well. */
    public boolean has(Blob blob) {
        return claims.has(blob);
    }

    /**
     * Saves a blob that is sealed already.
     *
     * @param plainLength its length before it was compressed; 0 if it was not
     */
    public void add(Blob blob, byte[] sealed, int plainLength) {
        newBlobs.incrementAndGet();
        OpenPack full = null;
        synchronized (open) {
            OpenPack pack = open.computeIfAbsent(blob.type(), OpenPack::new);
            pack.add(blob, sealed, plainLength);
            if (pack.isFull(settings.packLength())) {
                open.remove(blob.type());
                full = pack;
            }
        }
        if (full != null) {
            upload(full);
        }
    }

    private void upload(OpenPack pack) {
        try {
            uploads.acquire();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (failure.get() != null) {
            uploads.release();
            throwIfFailed();
        }
        Thread.startVirtualThread(() -> {
            uploading.add(Thread.currentThread());
            try {
                store(pack);
            } catch (RuntimeException | Error e) {
                fail(e);
            } finally {
                uploading.remove(Thread.currentThread());
                uploads.release();
            }
        });
    }

    private void store(OpenPack pack) {
        Payload payload = pack.close(files.key());
        Id id = OpenPack.id(payload);
        files.backend().save(new Handle(FileKind.PACK, id.toString(), pack.type() == BlobType.TREE), payload);
        storedBytes.addAndGet(payload.length());
        indexWriter.stored(id, pack.blobs());
    }

    private CancellationException interrupted() {
        Thread.currentThread().interrupt();
        // A pack that was to be uploaded is lost.
        var why = new CancellationException("interrupted while packs are uploaded");
        fail(why);
        return why;
    }

    /** Notes that something that was taken on will not come: this writer ends without a flush. */
    void fail(Throwable why) {
        failure.compareAndSet(null, why);
    }

    void throwIfFailed() {
        Workers.throwIfAny(failure.get());
    }

    /** Uploads what is left, waits for all uploads, and writes the index. Then everything saved before is durable and listed. */
    public void flush() {
        for (BlobType type : BlobType.values()) {
            OpenPack pack;
            synchronized (open) {
                pack = open.remove(type);
            }
            if (pack != null) {
                upload(pack);
            }
        }
        try {
            uploads.acquire(settings.uploads());
        } catch (InterruptedException e) {
            throw interrupted();
        }
        uploads.release(settings.uploads());
        throwIfFailed();
        indexWriter.flush();
    }

    /** Writes an index of the packs that have waited long enough. */
    public void tick() {
        try {
            indexWriter.flushIfOld();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /**
     * After a failure: waits for what is being uploaded, and writes the index of it, so that the next run uses it. When this returns,
     * nothing is written any more. An interrupted thread does not wait for uploads to end well.
     */
    public void abandon() {
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            uploading.forEach(Thread::interrupt);
        }
        uploads.acquireUninterruptibly(settings.uploads());
        uploads.release(settings.uploads());
        try {
            indexWriter.flush();
        } catch (Problem | CancellationException sameAgain) {
            // Whoever ends without a snapshot knows why; that the index of an unused pack is missing adds nothing.
            return;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How many blobs were new so far. */
    public long newBlobs() {
        return newBlobs.get();
    }

    /** How many plain bytes they had. */
    long newBytes() {
        return newBytes.get();
    }

    /** How many bytes of packs were stored so far. */
    public long storedBytes() {
        return storedBytes.get();
    }
}
