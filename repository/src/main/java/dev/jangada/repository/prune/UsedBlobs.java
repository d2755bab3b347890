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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which blobs snapshots need: a bit for each. While they are searched for, every tree takes 100 bytes besides. */
final class UsedBlobs {

    private final Backend backend;
    private final MasterIndex index;
    private final BoundedTrees trees;
    private final BitSet used = new BitSet();

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
     * The blobs of a pack that are needed from it: of a blob that lies in several places only the one counts that was added last.
     *
     * <p>Once a needed blob was copied to a new pack and the index has that, it is not needed from the old one any more.
     */
    List<PackedBlob> of(Id pack, List<PackedBlob> all) {
        return all.stream()
                .filter(packed -> used.get(index.ordinal(packed.blob()))
                        && index.find(packed.blob()).getFirst().equals(new PackedIn(pack, packed)))
                .toList();
    }

    Problem unsound(String what) {
        return new Problem(ExitCode.CORRUPT, RepositoryMessage.PRUNE_UNSOUND, backend.location(), what);
    }
}
