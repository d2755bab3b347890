package dev.jangada.repository.prune;

import dev.jangada.repository.format.Id;
import dev.jangada.repository.index.MasterIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The index files that a prune finds, and which packs each names. Some 100 bytes for each name of a pack are kept. */
final class FoundIndex {

    private final Map<Id, List<Named>> files = new ConcurrentHashMap<>();

    /** Notes that a file names a pack with so many blobs. A file is read by one thread. */
    void note(Id file, Id pack, int blobs) {
        files.computeIfAbsent(file, none -> new ArrayList<>()).add(new Named(pack, blobs));
    }

    /**
     * The files that say already what a new index of the packs that stay would say: together they name all of those, wholly, and no
     * others. An earlier prune has written them, and the store has retained what it wrote them for.
     *
     * @return none if there are no such files
     */
    Set<Id> standing(Set<Id> keep, MasterIndex index) {
        var standing = new HashSet<Id>();
        var covered = new HashSet<Id>();
        files.forEach((file, packs) -> {
            if (packs.stream().allMatch(named -> keep.contains(named.pack()) && named.isWhole(index))) {
                standing.add(file);
                packs.forEach(named -> covered.add(named.pack()));
            }
        });
        return covered.containsAll(keep) ? standing : Set.of();
    }

    private record Named(Id pack, int blobs) {

        boolean isWhole(MasterIndex index) {
            return index.blobs(pack).size() == blobs;
        }
    }
}
