package dev.jangada.repository.lock;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.LockDocument;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.store.Refusals;
import dev.jangada.repository.store.Removal;
import dev.jangada.repository.store.SealedFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The locks of a repository. Any number of clients may share it, for reading and for backups; what removes something needs it alone.
 * A lock is stale, and counts no more, when it was not refreshed for 30 minutes, when its process was on this machine and is gone, or
 * when it is this process's own and was given back.
 */
public final class Locks {

    /** A clock that is ahead by more than this is told to the user. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final SealedFiles files;
    private final Holder self;
    private final Clock clock;
    private final LockTiming timing;

    /** The locks of a repository as this process sees them. */
    public Locks(SealedFiles files, Holder self, Clock clock, LockTiming timing) {
        this.files = files;
        this.self = self;
        this.clock = clock;
        this.timing = timing;
    }

    SealedFiles files() {
        return files;
    }

    Clock clock() {
        return clock;
    }

    LockTiming timing() {
        return timing;
    }

    LockDocument document(boolean exclusive) {
        return self.lock(exclusive, clock.instant());
    }

    /** All locks that can be read. */
    public List<FoundLock> list() {
        return listed().stream().flatMap(id -> readable(id).stream()).toList();
    }

    /**
     * The locks that cannot be read. They keep everybody away who asks for a lock, as one may be exclusive; only {@link #unlock} of all
     * removes them.
     */
    public List<Id> unreadable() {
        return listed().stream().filter(id -> !isReadable(id)).toList();
    }

    private boolean isReadable(Id id) {
        try {
            read(id);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private Optional<FoundLock> readable(Id id) {
        try {
            return read(id);
        } catch (MalformedException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Removes locks.
     *
     * @param all also those that are not stale, and those that cannot be read
     * @return how many
     */
    public int unlock(boolean all) {
        int removed = 0;
        for (Id id : listed()) {
            boolean remove = all;
            try {
                remove |= read(id).map(FoundLock::stale).orElse(false);
            } catch (MalformedException unreadable) {
                remove = all;
            }
            if (remove) {
                files.backend().remove(handle(id));
                removed++;
            }
        }
        return removed;
    }

    /** Locks the repository together with others that do the same. */
    public RepositoryLock share() {
        return RepositoryLock.acquire(this, false);
    }

    /**
     * Locks the repository together with others, if this user may write a lock.
     *
     * @return none if not; then nobody is kept from pruning
     * @throws Problem if somebody has the repository alone
     */
    public Optional<RepositoryLock> shareIfAllowed() {
        try {
            return Optional.of(share());
        } catch (Problem e) {
            if (Refusals.isRefusal(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Locks the repository for this process alone, to delete something.
     *
     * @param removed what besides the lock itself
     * @throws Problem if this user may not delete that or the lock: before there is a lock that would keep everybody away for half an
     *     hour
     */
    public RepositoryLock own(FileKind... removed) {
        var kinds = EnumSet.of(FileKind.LOCK, removed);
        files.backend().removalRefusal(kinds).ifPresent(refusal -> {
            throw refusal;
        });
        return RepositoryLock.acquire(this, true);
    }

    /**
     * Refuses if another lock does not go together with one that is wanted. A stale one that would not is removed, if this user may do
     * that: its holder may only have slept, and looks for it when it wakes.
     */
    void refuseOthers(Optional<Id> mine, boolean exclusive) {
        for (Id id : listed()) {
            if (mine.isPresent() && mine.get().equals(id)) {
                continue;
            }
            try {
                Optional<FoundLock> found =
                        read(id).filter(lock -> exclusive || lock.document().exclusive());
                if (found.isPresent() && !found.get().stale()) {
                    throw refusal(found.get());
                }
                if (found.isPresent()) {
                    Removal.of(files.backend(), FileKind.LOCK, List.of(id));
                }
            } catch (MalformedException e) {
                // It may be an exclusive one, so it is not passed over.
                throw new Problem(
                        e,
                        ExitCode.REFUSED,
                        RepositoryMessage.LOCK_UNREADABLE,
                        files.backend().location(),
                        id.brief());
            }
        }
    }

    /** Empty files are none: some stores leave them where an upload broke off. */
    private List<Id> listed() {
        var ids = new ArrayList<Id>();
        files.backend().list(FileKind.LOCK, (name, size) -> {
            if (size > 0) {
                ids.add(Id.parse(name));
            }
        });
        return ids;
    }

    private Optional<FoundLock> read(Id id) throws MalformedException {
        try {
            LockDocument document = LockDocument.parse(files.read(FileKind.LOCK, id));
            boolean old = Duration.between(document.time(), clock.instant()).compareTo(timing.stale()) > 0;
            boolean left = self.isHolderOf(document) && LeftLocks.contains(id);
            boolean stale = old || left || self.knowsDead(document);
            return Optional.of(new FoundLock(id, document, stale));
        } catch (MissingFileException removedMeanwhile) {
            return Optional.empty();
        }
    }

    private Problem refusal(FoundLock found) {
        LockDocument lock = found.document();
        String holder = lock.user() + "@" + lock.host() + " (PID " + lock.pid() + ")";
        Instant now = clock.instant();
        Duration ahead = Duration.between(now, lock.time());
        if (ahead.compareTo(SKEW) > 0) {
            return new Problem(
                    ExitCode.REFUSED,
                    RepositoryMessage.LOCKED_FROM_THE_FUTURE,
                    files.backend().location(),
                    holder,
                    ahead.toMinutes());
        }
        return new Problem(
                ExitCode.REFUSED,
                lock.exclusive() ? RepositoryMessage.LOCKED_EXCLUSIVELY : RepositoryMessage.LOCKED,
                files.backend().location(),
                holder,
                Math.max(0, -ahead.toMinutes()));
    }

    static Handle handle(Id id) {
        return Handle.of(FileKind.LOCK, id.toString());
    }
}
