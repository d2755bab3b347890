package dev.jangada.repository.check;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.crypto.KeyFile;
import dev.jangada.repository.crypto.MalformedKeyException;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.damage.DamageMessage;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.format.PackHeader;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.index.IndexLoader;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.store.Reason;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.store.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Checks a repository. It goes on after what it finds, and in the end knows which snapshots are affected. It must not be given a
 * backend with a cache: a sound copy would hide a damaged file.
 */
public final class Checker {

    /** Packs are read whole, so few at a time. */
    private static final int PACKS_AT_A_TIME = 2;

    private final SealedFiles files;
    private final CheckProgress progress;
    private final Backend backend;
    private final PackChecker packs;
    private final Set<Finding> findings = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Set<Place> bad = Collections.synchronizedSet(new HashSet<>());
    private final AtomicInteger packsRead = new AtomicInteger();
    private final AtomicLong bytesRead = new AtomicLong();
    private final Map<Id, Snapshot> snapshots = Collections.synchronizedMap(new TreeMap<>());
    private final List<Id> damagedSnapshots = Collections.synchronizedList(new ArrayList<>());

    /** A check of a repository. */
    public Checker(SealedFiles files, CheckProgress progress) {
        this.files = files;
        this.progress = progress;
        this.backend = files.backend();
        this.packs = new PackChecker(backend, files.key());
    }

    /**
     * Checks.
     *
     * @param read which packs to read wholly
     */
    public CheckReport check(PackSelection read) {
        // Snapshots first: whatever they need was indexed before they were written.
        checkSnapshots();
        checkKeys();
        MasterIndex index = IndexLoader.load(files, (id, why) -> damagedFile(FileKind.INDEX, id, why.damage()));
        checkPacks(index, read);

        var blobs = new BlobReader(backend, files.key(), index);
        var survey = new TreeSurvey(
                blobs, backend.connections(), blob -> isSound(index, blob), (id, why) -> badTree(index, id, why));
        survey.read(snapshots.values().stream().map(Snapshot::tree).toList(), progress);
        return new CheckReport(
                List.copyOf(findings),
                affected(survey),
                snapshots.size() + damagedSnapshots.size(),
                survey.trees(),
                index.packs().size(),
                packsRead.get(),
                bytesRead.get(),
                Optional.empty());
    }

    private void checkSnapshots() {
        Workers.forEach(files.list(FileKind.SNAPSHOT), backend.connections(), id -> {
            try {
                snapshots.put(id, Snapshot.parse(files.read(FileKind.SNAPSHOT, id)));
            } catch (MissingFileException forgottenMeanwhile) {
                return;
            } catch (MalformedException e) {
                damagedSnapshot(id, e.damage());
            } catch (Problem e) {
                damagedSnapshot(id, Reason.orThrow(e));
            }
        });
    }

    private void damagedSnapshot(Id id, Damage why) {
        damagedFile(FileKind.SNAPSHOT, id, why);
        damagedSnapshots.add(id);
    }

    private void checkKeys() {
        for (Id id : files.list(FileKind.KEY)) {
            keyDamage(id).ifPresent(why -> damagedFile(FileKind.KEY, id, why));
        }
    }

    private Optional<Damage> keyDamage(Id id) {
        try {
            byte[] bytes = backend.load(Handle.of(FileKind.KEY, id.toString()));
            if (!Id.of(bytes).equals(id)) {
                return Optional.of(Damage.of(DamageMessage.OTHER_CONTENT));
            }
            KeyFile.parse(bytes);
            return Optional.empty();
        } catch (MalformedKeyException e) {
            return Optional.of(e.damage());
        } catch (MissingFileException e) {
            return Optional.of(Damage.of(DamageMessage.LISTED_ONLY));
        } catch (Problem e) {
            return Optional.of(Reason.orThrow(e));
        }
    }

    private void damagedFile(FileKind kind, Id id, Damage why) {
        findings.add(new Finding.DamagedFile(Handle.of(kind, id.toString()).path(), why));
    }

    private void checkPacks(MasterIndex index, PackSelection read) {
        Map<Id, Long> sizes = new HashMap<>();
        backend.list(FileKind.PACK, (name, size) -> sizes.put(Id.parse(name), size));
        long[] wanted = index.packs().stream()
                .filter(pack -> sizes.containsKey(pack) && read.includes(pack))
                .mapToLong(sizes::get)
                .toArray();
        long allBytes = LongStream.of(wanted).sum();
        Workers.forEach(index.packs(), PACKS_AT_A_TIME, pack -> {
            List<PackedBlob> blobs = index.blobs(pack);
            Long size = sizes.get(pack);
            if (size == null) {
                note(pack, blobs.stream().map(PackedBlob::blob).toList(), new Finding.MissingPack(pack));
            } else if (read.includes(pack)) {
                packs.readWholly(pack, blobs).ifPresent(finding -> note(pack, damaged(finding, blobs), finding));
                progress.packs(packsRead.incrementAndGet(), wanted.length, bytesRead.addAndGet(size), allBytes);
            } else if (size != PackHeader.packLength(blobs)) {
                List<Blob> damaged = packs.unreadable(pack, blobs);
                Damage why = Damage.of(DamageMessage.WRONG_LENGTH, size, PackHeader.packLength(blobs));
                note(pack, damaged, new Finding.DamagedPack(pack, why, damaged));
            }
        });
        sizes.forEach((pack, size) -> {
            if (!index.knows(pack)) {
                findings.add(new Finding.UnusedPack(pack, size));
            }
        });
    }

    private static List<Blob> damaged(Finding finding, List<PackedBlob> all) {
        return finding instanceof Finding.DamagedPack pack
                ? pack.damaged()
                : all.stream().map(PackedBlob::blob).toList();
    }

    private void note(Id pack, List<Blob> damaged, Finding finding) {
        findings.add(finding);
        damaged.forEach(blob -> bad.add(new Place(pack, blob)));
    }

    /** A blob is sound if one of the places where it lies is. */
    private boolean isSound(MasterIndex index, Blob blob) {
        var places = index.find(blob);
        if (places.isEmpty()) {
            findings.add(new Finding.UnindexedBlob(blob));
            return false;
        }
        return bad.isEmpty() || places.stream().anyMatch(place -> !bad.contains(new Place(place.pack(), blob)));
    }

    private void badTree(MasterIndex index, Id tree, Damage why) {
        Blob blob = Blob.tree(tree);
        var places = index.find(blob);
        if (places.isEmpty()) {
            findings.add(new Finding.UnindexedBlob(blob));
        } else if (places.stream().allMatch(place -> bad.contains(new Place(place.pack(), blob)))) {
            // Its pack was told already.
            return;
        } else {
            findings.add(new Finding.BadTree(tree, why));
        }
    }

    private List<AffectedSnapshot> affected(TreeSurvey survey) {
        var affected = new ArrayList<AffectedSnapshot>();
        snapshots.forEach((id, snapshot) -> {
            TreeSurvey.Totals totals = survey.totals(snapshot.tree());
            if (totals.lostFiles() > 0 || totals.lostDirectories() > 0) {
                affected.add(new AffectedSnapshot(
                        id,
                        snapshot.time(),
                        snapshot.host(),
                        totals.lostFiles(),
                        totals.lostDirectories(),
                        totals.files(),
                        totals.bytes(),
                        survey.lostPaths(snapshot.tree())));
            }
        });
        for (Id id : damagedSnapshots) {
            affected.add(new AffectedSnapshot(id, Instant.EPOCH, "", 0, 1, 0, 0, List.of("/")));
        }
        return affected;
    }

    private record Place(Id pack, Blob blob) {}
}
