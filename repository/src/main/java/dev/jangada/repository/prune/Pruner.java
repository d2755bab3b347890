package dev.jangada.repository.prune;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.index.IndexLoader;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.lock.RepositoryLock;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.read.Snapshots;
import dev.jangada.repository.store.Removal;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.store.Workers;
import dev.jangada.repository.write.BlobWriter;
import dev.jangada.repository.write.IndexFiles;
import dev.jangada.repository.write.WriteSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives back the room that no snapshot needs. It needs the repository alone. The order survives a crash at any moment: new packs, their
 * index, an index of all packs that stay, then the old index files go, and the old packs last. Where the store retains old index files
 * the packs stay too; the next prune writes nothing that is there already, and only tries again to delete.
 */
public final class Pruner {

    private static final int PACKS_AT_A_TIME = 2;
    /** Nobody writes beside this; the hour is for one whose lock is gone and who does not know it yet. */
    private static final Duration LEFTOVERS = Duration.ofHours(1);

    private final SealedFiles files;
    private final Backend backend;
    private final RepositoryLock lock;
    private final List<Id> oldIndexFiles;
    private final FoundIndex found = new FoundIndex();
    private final MasterIndex index;
    private final UsedBlobs used;

    /**
     * A prune.
     *
     * @param lock exclusive, held until this has ended
     */
    public Pruner(SealedFiles files, RepositoryLock lock) {
        this.files = files;
        this.backend = files.backend();
        this.lock = lock;
        this.oldIndexFiles = files.list(FileKind.INDEX);
        this.index = IndexLoader.load(files, oldIndexFiles, found::note);
        this.used = new UsedBlobs(backend, index, new BlobReader(backend, files.key(), index));
    }

    /**
     * Finds out what is to be done.
     *
     * @throws Problem if the repository is not sound, as pruning it could make things worse
     */
    public PrunePlan plan(PruneOptions options) {
        Collection<Snapshot> snapshots = new Snapshots(files).all().values();
        used.addBelow(snapshots.stream().map(Snapshot::tree).toList());
        return new PrunePlanner(backend, index, used, options).plan();
    }

    /** Does it. */
    public PruneResult run(PrunePlan plan, WriteSettings settings) {
        lock.ensureHeld();
        backend.tidy(lock.now().minus(LEFTOVERS));
        int retained = Removal.of(backend, FileKind.PACK, plan.unlisted());
        var gone = new HashSet<>(plan.unused());
        if (!plan.repack().isEmpty()) {
            repack(plan.repack(), settings);
            gone.addAll(plan.repack());
        }
        if (!gone.isEmpty()) {
            Set<Id> standing = found.standing(plan.keep(), index);
            int retainedIndex = standing.isEmpty()
                    ? replace(oldIndexFiles, plan.keep())
                    : remove(oldIndexFiles.stream()
                            .filter(file -> !standing.contains(file))
                            .toList());
            retained += retainedIndex;
            if (retainedIndex > 0) {
                // An index file that stays still names the old packs, so those must stay too.
                return new PruneResult(0, 0, 0, retained + gone.size());
            }
            if (!standing.isEmpty()) {
                // They name nothing that goes, so they may stay too.
                retained += replace(standing, plan.keep());
            }
            lock.ensureHeld();
            retained += Removal.of(backend, FileKind.PACK, gone);
        }
        return new PruneResult(
                plan.unlisted().size() + gone.size(), plan.repack().size(), plan.freedBytes(), retained);
    }

    /** How many of the old index files the store retains. */
    private int replace(Collection<Id> old, Set<Id> keep) {
        IndexFiles.save(files, index, keep);
        return remove(old);
    }

    private int remove(Collection<Id> indexFiles) {
        lock.ensureHeld();
        return Removal.of(backend, FileKind.INDEX, indexFiles);
    }

    private void repack(Set<Id> packs, WriteSettings settings) {
        var writer = new BlobWriter(files, index, settings);
        boolean whole = false;
        try {
            Workers.forEach(packs, PACKS_AT_A_TIME, pack -> repack(pack, writer));
            writer.flush();
            whole = true;
        } finally {
            if (!whole) {
                // Nothing is written any more when the lock is given back.
                writer.abandon();
            }
        }
    }

    private void repack(Id pack, BlobWriter writer) {
        for (PackedBlob packed : used.of(pack, index.blobs(pack))) {
            var handle =
                    new Handle(FileKind.PACK, pack.toString(), packed.blob().type() == BlobType.TREE);
            byte[] sealed = backend.load(handle, packed.offset(), packed.length());
            try {
                // Damage is not carried over under a new name.
                BlobReader.open(packed, sealed, 0, files.key());
            } catch (MalformedException e) {
                throw new Problem(
                        e,
                        ExitCode.CORRUPT,
                        RepositoryMessage.PRUNE_UNSOUND,
                        backend.location(),
                        "pack " + pack.brief());
            }
            writer.add(packed.blob(), sealed, packed.plainLength());
        }
    }
}
