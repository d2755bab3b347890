package dev.jangada.repository.prune;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.index.PackedIn;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.read.BlobReader;
import dev.jangada.repository.read.BoundedTrees;
import dev.jangada.repository.store.Workers;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which blobs snapshots need: a bit for each. While they are searched for, every tree takes 100 bytes besides. */
final class UsedBlobs {

    private final Backend backend;
    private final MasterIndex index;
    private final BoundedTrees trees;
    private final BitSet used = new BitSet();
    private final Map<Id, PackWorth> worths = new ConcurrentHashMap<>();
    private final Comparator<PackedIn> bestFirst = Comparator.comparing((PackedIn place) -> worth(place.pack()))
            .thenComparing(PackedIn::pack)
            .thenComparingLong(place -> place.packed().offset());

    UsedBlobs(Backend backend, MasterIndex index, BlobReader blobs) {
        this.backend = backend;
        this.index = index;
        this.trees = new BoundedTrees(blobs);
    }

    /**
     * Adds what trees and everything below them need.
     *
     * @throws Problem if something of it is missing
     */
    void addBelow(Collection<Id> roots) {
        Set<Id> level = new HashSet<>(roots);
        Set<Id> seen = ConcurrentHashMap.newKeySet();
        while (!level.isEmpty()) {
            seen.addAll(level);
            Set<Id> next = ConcurrentHashMap.newKeySet();
            Workers.forEach(level, backend.connections(), id -> {
                add(Blob.tree(id));
                trees.eachNode(id, node -> {
                    node.content().forEach(content -> add(Blob.data(content)));
                    node.subtree().filter(tree -> !seen.contains(tree)).ifPresent(next::add);
                });
            });
            level = next;
        }
    }

    private void add(Blob blob) {
        int ordinal = index.ordinal(blob);
        if (ordinal < 0) {
            throw unsound(blob.id().brief());
        }
        synchronized (used) {
            used.set(ordinal);
        }
    }

    /**
     * The blobs of a pack that are needed from it: of a blob that lies in several places only the best one counts, whatever the order in
     * which index files were read. So what an earlier prune wrote anew is not written anew again because of what the store retained.
     *
     * <p>Once a needed blob was copied to a new pack and the index has that, it is not needed from the old one any more.
     */
    List<PackedBlob> of(Id pack, List<PackedBlob> all) {
        return all.stream()
                .filter(packed -> isUsed(packed.blob()) && place(packed.blob()).equals(new PackedIn(pack, packed)))
                .toList();
    }

    private boolean isUsed(Blob blob) {
        return used.get(index.ordinal(blob));
    }

    private PackedIn place(Blob blob) {
        List<PackedIn> places = index.find(blob);
        return places.size() == 1 ? places.getFirst() : Collections.min(places, bestFirst);
    }

    /** Asked first while it is planned, of all places of what is needed, and the same ever after. */
    private PackWorth worth(Id pack) {
        return worths.computeIfAbsent(pack, this::weigh);
    }

    private PackWorth weigh(Id pack) {
        List<PackedBlob> all = index.blobs(pack);
        long bytes = all.stream().mapToLong(PackedBlob::length).sum();
        long needed = all.stream()
                .filter(packed -> isUsed(packed.blob()))
                .mapToLong(PackedBlob::length)
                .sum();
        boolean mixed =
                all.stream().map(packed -> packed.blob().type()).distinct().count() > 1;
        return new PackWorth(mixed, (double) needed / bytes, bytes);
    }

    Problem unsound(String what) {
        return new Problem(ExitCode.CORRUPT, RepositoryMessage.PRUNE_UNSOUND, backend.location(), what);
    }
}
