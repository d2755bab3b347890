package dev.jangada.repository.prune;

import dev.jangada.repository.format.Id;
import java.util.Set;

/**
 * What a prune will do.
 *
 * @param unlisted packs that no index names
 * @param unused packs that no snapshot needs
 * @param repack packs to be written anew, as far as they are still needed
 * @param keep packs that stay as they are
 * @param freedBytes how many bytes that frees
 * @param repackBytes how many bytes are read and written for it
 */
public record PrunePlan(
        Set<Id> unlisted, Set<Id> unused, Set<Id> repack, Set<Id> keep, long freedBytes, long repackBytes) {

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return unlisted.isEmpty() && unused.isEmpty() && repack.isEmpty();
    }
}
