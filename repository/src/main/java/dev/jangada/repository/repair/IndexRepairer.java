package dev.jangada.repository.repair;

import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.PackHeader;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.IndexLoader;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.lock.RepositoryLock;
import dev.jangada.repository.store.Removal;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.store.Workers;
import dev.jangada.repository.write.IndexFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the index anew: of packs that a sound index file names rightly what that says, of the others what their headers say. Old index
 * files go when the new ones are stored. Packs are never touched. Needs 60 bytes a blob, twice.
 */
public final class IndexRepairer {

    private final SealedFiles files;
    private final Backend backend;
    private final PackTail tails;
    private final RepositoryLock lock;

    private final List<Id> damaged = Collections.synchronizedList(new ArrayList<>());
    private final List<Id> added = Collections.synchronizedList(new ArrayList<>());
    private final List<Id> missing = new ArrayList<>();
    private final Map<Id, Damage> unreadable = Collections.synchronizedMap(new TreeMap<>());
    private final MasterIndex fresh = new MasterIndex();

    /**
     * A repair.
     *
     * @param files of a backend without a cache: a sound copy would hide a damaged file
     * @param lock exclusive, held until this has ended
     */
    public IndexRepairer(SealedFiles files, RepositoryLock lock) {
        this.files = files;
        this.backend = files.backend();
        this.tails = new PackTail(backend, files.key());
        this.lock = lock;
    }

    /**
     * Repairs.
     *
     * @param askEveryPack also those that the index names with the right length
     */
    public IndexRepair run(boolean askEveryPack) {
        List<Id> oldFiles = files.list(FileKind.INDEX);
        MasterIndex old = IndexLoader.load(files, (id, why) -> damaged.add(id));
        Map<Id, Long> sizes = new HashMap<>();
        backend.list(FileKind.PACK, (name, size) -> sizes.put(Id.parse(name), size));

        old.packs().stream().filter(pack -> !sizes.containsKey(pack)).forEach(missing::add);
        var ask = new HashMap<Id, Long>();
        sizes.forEach((pack, size) -> {
            List<PackedBlob> blobs = old.blobs(pack);
            if (!askEveryPack && old.knows(pack) && size == PackHeader.packLength(blobs)) {
                fresh.add(pack, blobs);
            } else {
                ask.put(pack, size);
            }
        });
        Workers.forEach(ask.entrySet(), backend.connections(), pack -> ask(pack.getKey(), pack.getValue(), old));

        boolean isNeeded = !damaged.isEmpty() || !missing.isEmpty() || !added.isEmpty();
        int retained = 0;
        if (isNeeded) {
            lock.ensureHeld();
            IndexFiles.save(files, fresh, fresh.packs());
            lock.ensureHeld();
            // Every sealing is another file, so none of the old ones is one of the new.
            retained = Removal.of(backend, FileKind.INDEX, oldFiles);
        }
        return new IndexRepair(
                fresh.packs().size(),
                ask.size(),
                damaged,
                added,
                missing,
                unreadable,
                isNeeded,
                retained,
                Optional.empty());
    }

    private void ask(Id pack, long size, MasterIndex old) {
        try {
            List<PackedBlob> blobs = tails.read(pack, size);
            fresh.add(pack, blobs);
            if (!blobs.equals(old.blobs(pack))) {
                added.add(pack);
            }
        } catch (MalformedException e) {
            unreadable.put(pack, e.damage());
            if (old.knows(pack)) {
                fresh.add(pack, old.blobs(pack));
            }
        }
    }
}
