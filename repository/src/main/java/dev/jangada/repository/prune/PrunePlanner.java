package dev.jangada.repository.prune;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.PackHeader;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.store.Workers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out which packs nothing needs any more. It refuses to plan for a repository that is not sound. */
final class PrunePlanner {

    private static final int SMALL_ONES = 10;

    private final Backend backend;
    private final MasterIndex index;
    private final BlobReader blobs;
    private final PruneOptions options;
    private final BitSet used = new BitSet();

    PrunePlanner(Backend backend, MasterIndex index, BlobReader blobs, PruneOptions options) {
        this.backend = backend;
        this.index = index;
        this.blobs = blobs;
        this.options = options;
    }

    PrunePlan plan(Collection<Id> roots) {
        markUsed(roots);
        Map<Id, Long> sizes = new HashMap<>();
        backend.list(FileKind.PACK, (name, size) -> sizes.put(Id.parse(name), size));
        var unlisted = new HashSet<>(sizes.keySet());
        var unused = new HashSet<Id>();
        var keep = new HashSet<Id>();
        var partly = new ArrayList<Candidate>();
        var small = new ArrayList<Candidate>();
        long usedBytes = 0;
        long unusedBytes = 0;
        for (Id pack : index.packs()) {
            List<PackedBlob> all = index.blobs(pack);
            List<PackedBlob> needed =
                    all.stream().filter(packed -> isUsedHere(pack, packed)).toList();
            Long size = sizes.get(pack);
            unlisted.remove(pack);
            if (needed.isEmpty()) {
                unused.add(pack);
                continue;
            }
            if (size == null || size != PackHeader.packLength(all)) {
                throw unsound("pack " + pack.brief());
            }
            var candidate = new Candidate(pack, needed, bytes(needed), size);
            usedBytes += candidate.usedBytes();
            unusedBytes += candidate.unusedBytes();
            boolean mixed =
                    all.stream().map(packed -> packed.blob().type()).distinct().count() > 1;
            if (needed.size() < all.size() || mixed) {
                partly.add(candidate);
            } else if (size < options.smallPack()) {
                small.add(candidate);
            } else {
                keep.add(pack);
            }
        }
        long freed = unlisted.stream().mapToLong(sizes::get).sum()
                + unused.stream()
                        .mapToLong(pack -> sizes.getOrDefault(pack, 0L))
                        .sum();
        var repack = choose(partly, small, keep, unusedBytes, (long) (usedBytes * options.tolerated()));
        return new PrunePlan(
                unlisted,
                unused,
                asMap(repack),
                keep,
                freed + repack.stream().mapToLong(Candidate::unusedBytes).sum(),
                repack.stream().mapToLong(Candidate::usedBytes).sum());
    }

    /** The emptiest packs first, until what stays unused is tolerable; and many small ones together. */
    private static List<Candidate> choose(
            List<Candidate> partly, List<Candidate> small, Set<Id> keep, long unusedBytes, long tolerable) {
        var chosen = new ArrayList<Candidate>();
        partly.sort(Comparator.comparingDouble(Candidate::share));
        long left = unusedBytes;
        for (Candidate candidate : partly) {
            if (left > tolerable) {
                chosen.add(candidate);
                left -= candidate.unusedBytes();
            } else {
                keep.add(candidate.pack());
            }
        }
        if (small.size() >= SMALL_ONES) {
            chosen.addAll(small);
        } else {
            small.forEach(candidate -> keep.add(candidate.pack()));
        }
        return chosen;
    }

    private static Map<Id, List<PackedBlob>> asMap(List<Candidate> candidates) {
        var map = new HashMap<Id, List<PackedBlob>>();
        candidates.forEach(candidate -> map.put(candidate.pack(), candidate.needed()));
        return map;
    }

    private void markUsed(Collection<Id> roots) {
        Set<Id> level = new HashSet<>(roots);
        Set<Id> seen = ConcurrentHashMap.newKeySet();
        while (!level.isEmpty()) {
            seen.addAll(level);
            Set<Id> next = ConcurrentHashMap.newKeySet();
            Workers.forEach(level, backend.connections(), id -> {
                mark(Blob.tree(id));
                for (Node node : blobs.tree(id).nodes()) {
                    node.content().forEach(content -> mark(Blob.data(content)));
                    node.subtree().ifPresent(next::add);
                }
            });
            next.removeAll(seen);
            level = next;
        }
    }

    private void mark(Blob blob) {
        int ordinal = index.ordinal(blob);
        if (ordinal < 0) {
            throw unsound(blob.id().brief());
        }
        synchronized (used) {
            used.set(ordinal);
        }
    }

    /** Of a blob that lies in several packs only one place counts. */
    private boolean isUsedHere(Id pack, PackedBlob packed) {
        int ordinal = index.ordinal(packed.blob());
        return used.get(ordinal) && index.find(packed.blob()).getFirst().pack().equals(pack);
    }

    private Problem unsound(String what) {
        return new Problem(ExitCode.CORRUPT, RepositoryMessage.PRUNE_UNSOUND, backend.location(), what);
    }

    private static long bytes(List<PackedBlob> blobs) {
        return PackHeader.packLength(blobs);
    }

    private record Candidate(Id pack, List<PackedBlob> needed, long usedBytes, long size) {

        long unusedBytes() {
            return size - usedBytes;
        }

        double share() {
            return (double) usedBytes / size;
        }
    }
}
