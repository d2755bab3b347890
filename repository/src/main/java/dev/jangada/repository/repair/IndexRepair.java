package dev.jangada.repository.repair;

import dev.jangada.problem.Problem;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.format.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a repair of the index found and did.
 *
 * @param packs how many packs the index names now
 * @param headersRead how many packs were asked what is in them
 * @param damagedIndexFiles index files that could not be read
 * @param addedPacks packs that no sound index file named, or named otherwise
 * @param missingPacks packs that were named and are not there; the next backup stores again what it needs of them
 * @param unreadablePacks packs that do not say what is in them, with the reasons; those that a sound index file names stay
 *     named, as some of what is in them may be readable
 * @param written whether a new index was written; if not, nothing was changed
 * @param retained how many old index files the store did not let go
 * @param lockLeftBehind why the lock could not be deleted in the end, if it could not
 */
public record IndexRepair(
        int packs,
        int headersRead,
        List<Id> damagedIndexFiles,
        List<Id> addedPacks,
        List<Id> missingPacks,
        Map<Id, Damage> unreadablePacks,
        boolean written,
        int retained,
        Optional<Problem> lockLeftBehind) {

    /** Copies the lists. */
    public IndexRepair {
        damagedIndexFiles = List.copyOf(damagedIndexFiles);
        addedPacks = List.copyOf(addedPacks);
        missingPacks = List.copyOf(missingPacks);
        unreadablePacks = Map.copyOf(unreadablePacks);
    }

    /** The same, and what became of the lock. */
    public IndexRepair leaving(Optional<Problem> lock) {
        return new IndexRepair(
                packs,
                headersRead,
                damagedIndexFiles,
                addedPacks,
                missingPacks,
                unreadablePacks,
                written,
                retained,
                lock);
    }
}
