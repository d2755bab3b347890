package dev.jangada.repository;

import dev.jangada.repository.backend.Backoff;
import dev.jangada.repository.crypto.ScryptCost;
import dev.jangada.repository.lock.Holder;
import dev.jangada.repository.lock.LockTiming;
import dev.jangada.repository.write.WriteSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * How a repository is used.
 *
 * @param cache a directory of this user for copies of index, snapshots and trees, with a directory in it for each repository; none for
 *     no cache
 * @param backoff how often and when to try again
 * @param clock the time
 * @param holder who works, as locks and keys say
 * @param locks the locks' times
 * @param newKeys how much work it is to try a passphrase of a key that is made
 * @param writing how snapshots are written
 */
public record RepositoryOptions(
        Optional<Path> cache,
        Backoff backoff,
        Clock clock,
        Holder holder,
        LockTiming locks,
        ScryptCost newKeys,
        WriteSettings writing) {

    /** The usual ones, without a cache. */
    public static RepositoryOptions usual() {
        return new RepositoryOptions(
                Optional.empty(),
                Backoff.USUAL,
                Clock.systemUTC(),
                Holder.self(),
                LockTiming.USUAL,
                ScryptCost.USUAL,
                WriteSettings.USUAL);
    }

    /** The same with a cache. */
    public RepositoryOptions withCache(Path directory) {
        return new RepositoryOptions(Optional.of(directory), backoff, clock, holder, locks, newKeys, writing);
    }

    /** The same with other work for new keys. */
    public RepositoryOptions withNewKeys(ScryptCost cost) {
        return new RepositoryOptions(cache, backoff, clock, holder, locks, cost, writing);
    }

    /** The same with other times of locks. */
    public RepositoryOptions withLocks(LockTiming timing) {
        return new RepositoryOptions(cache, backoff, clock, holder, timing, newKeys, writing);
    }

    /** The same for another who works. */
    public RepositoryOptions withHolder(Holder other) {
        return new RepositoryOptions(cache, backoff, clock, other, locks, newKeys, writing);
    }

    /** The same with another clock. */
    public RepositoryOptions withClock(Clock other) {
        return new RepositoryOptions(cache, backoff, other, holder, locks, newKeys, writing);
    }

    /** The same, writing in another way. */
    public RepositoryOptions withWriting(WriteSettings settings) {
        return new RepositoryOptions(cache, backoff, clock, holder, locks, newKeys, settings);
    }

    /** The same, trying again in another way. */
    public RepositoryOptions withBackoff(Backoff other) {
        return new RepositoryOptions(cache, other, clock, holder, locks, newKeys, writing);
    }
}
