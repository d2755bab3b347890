package dev.jangada.repository.prune;

import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackHeader;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.MasterIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which packs nothing needs any more. It refuses to plan for a repository that is not sound. */
final class PrunePlanner {

    private static final int SMALL_ONES = 10;

    private final Backend backend;
    private final MasterIndex index;
    private final UsedBlobs used;
    private final PruneOptions options;

    PrunePlanner(Backend backend, MasterIndex index, UsedBlobs used, PruneOptions options) {
        this.backend = backend;
        this.index = index;
        this.used = used;
        this.options = options;
    }

    PrunePlan plan() {
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
            List<PackedBlob> needed = used.of(pack, all);
            Long size = sizes.get(pack);
            unlisted.remove(pack);
            if (needed.isEmpty()) {
                unused.add(pack);
                continue;
            }
            if (size == null || size != PackHeader.packLength(all)) {
                throw used.unsound("pack " + pack.brief());
            }
            var candidate = new Candidate(pack, PackHeader.packLength(needed), size);
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
                repack.stream().map(Candidate::pack).collect(Collectors.toSet()),
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

    private record Candidate(Id pack, long usedBytes, long size) {

        long unusedBytes() {
            return size - usedBytes;
        }

        double share() {
            return (double) usedBytes / size;
        }
    }
}
