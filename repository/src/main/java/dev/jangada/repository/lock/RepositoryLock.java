package dev.jangada.repository.lock;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.LockDocument;
import dev.jangada.repository.problem.RepositoryMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A lock that this process holds, and refreshes until it is closed.
 *
 * <p>Where the store lets nobody delete, not even locks, the lock stays behind when it is closed, and turns stale;
 * {@link #leftBehind} says so.
 */
public final class RepositoryLock implements AutoCloseable {

    private final Locks locks;
    private final LockDocument document;
    private final Thread refresher;
    private Id id;
    private Instant refreshed;
    private boolean closed;
    private Optional<Problem> leftBehind = Optional.empty();

    private RepositoryLock(Locks locks, LockDocument document, Id id) {
        this.locks = locks;
        this.document = document;
        this.id = id;
        this.refreshed = document.time();
        this.refresher = Thread.ofVirtual().name("lock").unstarted(this::refreshRegularly);
    }

    /** Writes a lock if no other is in the way, waits a little, and looks again: of two that came at once, at least one withdraws. */
    static RepositoryLock acquire(Locks locks, boolean exclusive) {
        locks.refuseOthers(Optional.empty(), exclusive);
        LockDocument document = locks.document(exclusive);
        Id id = locks.files().save(FileKind.LOCK, document.bytes());
        var lock = new RepositoryLock(locks, document, id);
        try {
            pause(locks.timing().settle());
            locks.refuseOthers(Optional.of(id), exclusive);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        lock.refresher.start();
        return lock;
    }

    /**
     * Makes sure that the lock still counts, before something is done that relies on it.
     *
     * @throws Problem if it does not: this machine slept, or the store could not be reached, for too long; or somebody took it away,
     *     for example because its process cannot be seen from another container of the same machine
     */
    public synchronized void ensureHeld() {
        try {
            requireThere();
            if (document.exclusive() && age().compareTo(locks.timing().trusted()) > 0) {
                // Others may have come who could not remove it.
                throw lost(null);
            }
            if (!isTrusted()) {
                // Nobody has removed it as stale, so nobody has come who needed the repository alone.
                refresh();
                pause(locks.timing().settle());
                locks.refuseOthers(Optional.of(id), document.exclusive());
            }
        } catch (MissingFileException e) {
            throw lost(e);
        }
    }

    private Problem lost(@Nullable Exception why) {
        return new Problem(
                why,
                ExitCode.FAILED,
                RepositoryMessage.LOCK_LOST,
                locks.files().backend().location());
    }

    /** Asks for the file; a problem that it is not there is thrown as it is. */
    private void requireThere() {
        locks.files().backend().size(Locks.handle(id));
    }

    /** Whether it was refreshed not long ago. A clock that was set back says nothing of how long. */
    private boolean isTrusted() {
        return !age().isNegative() && age().compareTo(locks.timing().trusted()) <= 0;
    }

    private Duration age() {
        return Duration.between(refreshed, locks.clock().instant());
    }

    /** The time by the clock of whoever holds the lock. */
    public Instant now() {
        return locks.clock().instant();
    }

    /** Why the lock could not be deleted, if it could not. It turns stale after half an hour. */
    public synchronized Optional<Problem> leftBehind() {
        return leftBehind;
    }

    /** Gives the lock back, also in a thread that is interrupted: one that stays keeps others away for half an hour. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        notifyAll();
        boolean interrupted = Thread.interrupted();
        try {
            remove(id);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void refresh() {
        if (closed) {
            return;
        }
        Instant now = locks.clock().instant();
        Id old = id;
        id = locks.files().save(FileKind.LOCK, document.at(now).bytes());
        refreshed = now;
        remove(old);
    }

    private void remove(Id old) {
        try {
            locks.files().backend().remove(Locks.handle(old));
        } catch (Problem e) {
            LeftLocks.add(old);
            leftBehind = Optional.of(new Problem(
                    e,
                    ExitCode.INCOMPLETE,
                    RepositoryMessage.LOCK_LEFT,
                    locks.files().backend().location(),
                    e));
        }
    }

    /** Waits on the monitor and is not interrupted: a refresh that is broken off could leave a lock that nobody knows. */
    private synchronized void refreshRegularly() {
        while (!closed) {
            long next = System.nanoTime() + locks.timing().refresh().toNanos();
            for (long left = next - System.nanoTime(); left > 0 && !closed; left = next - System.nanoTime()) {
                try {
                    wait(Math.max(1, left / 1_000_000));
                } catch (InterruptedException e) {
                    return;
                }
            }
            refreshIfPossible();
        }
    }

    /** What fails now may succeed the next time; until the lock is old nothing is lost, and then {@link #ensureHeld} tells it. */
    private void refreshIfPossible() {
        try {
            refreshIfTrusted();
        } catch (MissingFileException | Problem untilNextTime) {
            return;
        }
    }

    /** What somebody has taken away, for example while this machine slept, must not come back unseen. */
    synchronized void refreshIfTrusted() {
        if (!closed && isTrusted()) {
            requireThere();
            refresh();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a lock");
        }
    }
}
