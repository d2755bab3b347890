package dev.jangada.repository.copy;

import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.format.SnapshotCopy;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.lock.RepositoryLock;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.store.Workers;
import dev.jangada.repository.write.BlobWriter;
import dev.jangada.repository.write.WriteSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Copies snapshots to another repository, one after the other, each as a writer does: packs, index, snapshot. A snapshot that is there
 * already is passed over, by the same rule as restic's, so that either program's copy is known to the other.
 */
public final class SnapshotCopier {

    private final SealedFiles from;
    private final SealedFiles to;
    private final RepositoryLock lock;
    private final BlobWriter writer;
    private final BlobCopier blobs;
    /** The snapshots that the other repository has, by their persistent ids. */
    private final Map<Id, List<Existing>> there = new HashMap<>();
    /** The roots of whole trees that it has. */
    private final Set<Id> roots = new HashSet<>();

    /**
     * A copier.
     *
     * @param from where snapshots come from; nobody must remove anything there meanwhile
     * @param to where they go
     * @param lock on the latter, shared, held until this has ended
     * @param toIndex the latter's index, read under that lock
     * @param settings how packs are written
     */
    public SnapshotCopier(
            SealedFiles from, SealedFiles to, RepositoryLock lock, MasterIndex toIndex, WriteSettings settings) {
        this.from = from;
        this.to = to;
        this.lock = lock;
        this.writer = new BlobWriter(to, toIndex, settings);
        this.blobs = new BlobCopier(from, writer, to.key());
    }

    /**
     * Copies.
     *
     * @param snapshots their ids
     * @param each is told what became of each
     * @throws dev.jangada.problem.Problem if one cannot be read wholly, or nothing can be written; those before it are there
     */
    public List<Copied> copy(Collection<Id> snapshots, Consumer<Copied> each) {
        boolean whole = false;
        try {
            readThere();
            var done = new ArrayList<Copied>();
            for (Chosen chosen : oldestFirst(snapshots)) {
                Copied copied = copy(chosen);
                done.add(copied);
                each.accept(copied);
            }
            whole = true;
            return done;
        } finally {
            if (!whole) {
                // What was stored is indexed, so that the next copy uses it.
                writer.abandon();
            }
        }
    }

    private void readThere() {
        // Nobody forgets one meanwhile, as that needs the repository alone.
        Workers.forEach(to.list(FileKind.SNAPSHOT), to.backend().connections(), id -> {
            try {
                note(id, to.read(FileKind.SNAPSHOT, id));
            } catch (MalformedException e) {
                throw to.damaged(FileKind.SNAPSHOT, id, e);
            }
        });
    }

    private synchronized void note(Id id, byte[] document) throws MalformedException {
        var existing = new Existing(id, document);
        Id persistent = SnapshotCopy.persistentId(document, id);
        there.computeIfAbsent(persistent, none -> new ArrayList<>()).add(existing);
        if (!persistent.equals(id)) {
            there.computeIfAbsent(id, none -> new ArrayList<>()).add(existing);
        }
        roots.add(Snapshot.parse(document).tree());
    }

    private List<Chosen> oldestFirst(Collection<Id> snapshots) {
        var chosen = new ArrayList<Chosen>();
        for (Id id : snapshots) {
            try {
                byte[] document = from.read(FileKind.SNAPSHOT, id);
                chosen.add(new Chosen(id, document, Snapshot.parse(document)));
            } catch (MalformedException e) {
                throw from.damaged(FileKind.SNAPSHOT, id, e);
            }
        }
        chosen.sort(Comparator.comparing(each -> each.snapshot().time()));
        return chosen;
    }

    private Copied copy(Chosen chosen) {
        try {
            Optional<Id> before = findThere(chosen);
            if (before.isPresent()) {
                return new Copied(chosen.id(), before.get(), true, 0, 0);
            }
            long blobsBefore = writer.newBlobs();
            long bytesBefore = writer.storedBytes();
            Id root = chosen.snapshot().tree();
            // What a snapshot of the other repository needs is there, wholly.
            if (!roots.contains(root)) {
                blobs.copyTree(root);
            }
            writer.flush();
            lock.ensureHeld();
            byte[] document = SnapshotCopy.of(chosen.document(), chosen.id());
            Id id = to.save(FileKind.SNAPSHOT, document);
            note(id, document);
            return new Copied(
                    chosen.id(), id, false, writer.newBlobs() - blobsBefore, writer.storedBytes() - bytesBefore);
        } catch (MalformedException e) {
            throw from.damaged(FileKind.SNAPSHOT, chosen.id(), e);
        }
    }

    private Optional<Id> findThere(Chosen chosen) throws MalformedException {
        Id persistent = SnapshotCopy.persistentId(chosen.document(), chosen.id());
        for (Existing existing : there.getOrDefault(persistent, List.of())) {
            if (SnapshotCopy.isSame(existing.document(), chosen.document())) {
                return Optional.of(existing.id());
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Existing(Id id, byte[] document) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Chosen(Id id, byte[] document, Snapshot snapshot) {}
}
