package dev.jangada.repository.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.Wait;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.LockDocument;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.store.SealedFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final LockTiming QUICK =
            new LockTiming(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMillis(1));

    @TempDir
    private Path directory;

    private SealedFiles files;

    @BeforeEach
    void makeContact() {
        files = new SealedFiles(new LocalBackend(directory), SealingKey.random());
    }

    private Locks at(Instant now) {
        return at(now, Holder.self(), QUICK);
    }

    private Locks at(Instant now, Holder holder, LockTiming timing) {
        return new Locks(files, holder, Clock.fixed(now, ZoneOffset.UTC), timing);
    }

    private static Holder elsewhere() {
        return new Holder("other-host", "somebody", 4711, 1000, 1000);
    }

    @Test
    void manyMayShare() {
        try (RepositoryLock one = at(NOW).share();
                RepositoryLock two = at(NOW).share()) {
            assertThat(at(NOW).list()).hasSize(2);
            one.ensureHeld();
            two.ensureHeld();
        }
        assertThat(at(NOW).list()).isEmpty();
    }

    @Test
    void whoNeedsItAloneIsRefusedWithTheHolderNamed() {
        try (RepositoryLock other =
                at(NOW.minusSeconds(150), elsewhere(), QUICK).share()) {
            other.ensureHeld();
            assertThatThrownBy(() -> at(NOW).own())
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED);
                        assertThat(problem.code()).isEqualTo("locked");
                    })
                    .hasMessageContaining("somebody@other-host (PID 4711), for 2 minutes");
            assertThat(at(NOW).list()).hasSize(1);
        }
    }

    @Test
    void nobodySharesWithWhoHasItAlone() {
        try (RepositoryLock other = at(NOW, elsewhere(), QUICK).own()) {
            other.ensureHeld();
            assertThatThrownBy(() -> at(NOW).share())
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("locked-exclusively"));
        }
        at(NOW).share().close();
    }

    @Test
    void aStaleLockCountsNoMore() {
        RepositoryLock old = at(NOW, elsewhere(), QUICK).own();
        assertThatThrownBy(() -> at(NOW.plus(Duration.ofMinutes(29))).share()).isInstanceOf(Problem.class);
        assertThat(at(NOW).unlock(false)).isZero();
        at(NOW.plus(Duration.ofMinutes(31))).share().close();
        assertThat(at(NOW).list()).isEmpty();
        old.close();
    }

    @Test
    void aStaleLockIsUnlocked() {
        RepositoryLock old = at(NOW, elsewhere(), QUICK).share();
        assertThat(at(NOW.plus(Duration.ofMinutes(29))).unlock(false)).isZero();
        assertThat(at(NOW.plus(Duration.ofMinutes(31))).unlock(false)).isEqualTo(1);
        old.close();
    }

    @Test
    void whoSleptWhileAnotherHadTheRepositoryAloneStops() {
        var clock = new SettableClock(NOW);
        try (RepositoryLock asleep = new Locks(files, elsewhere(), clock, QUICK).share()) {
            at(NOW.plus(Duration.ofHours(1))).own().close();
            clock.now = NOW.plus(Duration.ofHours(2));
            assertThatThrownBy(asleep::ensureHeld)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("lock-lost"));
        }
    }

    @Test
    void whoSleptAloneWhileAnotherWroteStops() {
        var clock = new SettableClock(NOW);
        try (RepositoryLock asleep = new Locks(files, elsewhere(), clock, QUICK).own()) {
            at(NOW.plus(Duration.ofHours(1))).share().close();
            clock.now = NOW.plus(Duration.ofHours(2));
            assertThatThrownBy(asleep::ensureHeld)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("lock-lost"));
        }
    }

    @Test
    void theRefreshAfterASleepDoesNotBringBackALockThatWasRemoved() {
        var clock = new SettableClock(NOW);
        try (RepositoryLock asleep = new Locks(files, elsewhere(), clock, QUICK).share()) {
            at(NOW.plus(Duration.ofHours(1))).own().close();
            clock.now = NOW.plus(Duration.ofHours(2));
            asleep.refreshIfTrusted();
            assertThat(at(NOW).list()).isEmpty();
            assertThatThrownBy(asleep::ensureHeld).isInstanceOf(Problem.class);
        }
    }

    @Test
    void aLockThatSomebodyTookAwayIsLostAtOnce() {
        try (RepositoryLock lock = at(NOW).share()) {
            assertThat(at(NOW).unlock(true)).isEqualTo(1);
            assertThatThrownBy(lock::ensureHeld)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("lock-lost"));
            assertThatThrownBy(lock::refreshIfTrusted).isInstanceOf(MissingFileException.class);
            assertThat(at(NOW).list()).isEmpty();
        }
    }

    @Test
    void aClockThatWasSetBackProvesNothing() {
        var clock = new SettableClock(NOW);
        try (RepositoryLock lock = new Locks(files, elsewhere(), clock, QUICK).share()) {
            clock.now = NOW.minus(Duration.ofHours(2));
            assertThat(at(NOW).unlock(true)).isEqualTo(1);
            assertThatThrownBy(lock::ensureHeld)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("lock-lost"));
        }
    }

    @Test
    void anInterruptedThreadGivesItsLockBackToo() {
        RepositoryLock lock = at(NOW).share();
        Thread.currentThread().interrupt();
        lock.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(at(NOW).list()).isEmpty();
    }

    @Test
    void theLockOfADeadProcessOfThisMachineCountsNoMore() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Holder self = Holder.self();
        files.save(FileKind.LOCK, new LockDocument(NOW, true, self.host(), self.user(), dead.pid(), 0, 0).bytes());
        at(NOW).share().close();
        assertThat(at(NOW).list()).isEmpty();
    }

    @Test
    void aClockThatIsAheadIsTold() {
        files.save(
                FileKind.LOCK,
                elsewhere().lock(true, NOW.plus(Duration.ofMinutes(90))).bytes());
        assertThatThrownBy(() -> at(NOW).share())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("whose clock is 90 minutes ahead");
    }

    @Test
    void aLockThatCannotBeReadIsNotPassedOver() {
        byte[] broken = {1, 2, 3};
        files.backend().save(Handle.of(FileKind.LOCK, Id.of(broken).toString()), Payload.of(broken));
        assertThatThrownBy(() -> at(NOW).share())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("jangada repository unlock --all");
        assertThat(at(NOW).list()).isEmpty();
        assertThat(at(NOW).unreadable()).containsExactly(Id.of(broken));
        assertThat(at(NOW).unlock(false)).isZero();
        assertThat(at(NOW).unlock(true)).isEqualTo(1);
        assertThat(at(NOW).unreadable()).isEmpty();
        at(NOW).share().close();
    }

    @Test
    void aLockIsRefreshed() {
        var timing = new LockTiming(Duration.ofMillis(5), Duration.ofMinutes(30), Duration.ofMillis(1));
        try (RepositoryLock lock = new Locks(files, Holder.self(), Clock.systemUTC(), timing).share()) {
            Id first = at(NOW).list().getFirst().id();
            Wait.until(
                    Duration.ofSeconds(20),
                    () -> at(NOW).list().stream().noneMatch(found -> found.id().equals(first)),
                    () -> new IllegalStateException("the lock is not refreshed"));
            lock.ensureHeld();
        }
        assertThat(at(NOW).list()).isEmpty();
    }

    @Test
    void whoSleptTooLongRefreshesOrStops() {
        var clock = new SettableClock(NOW);
        var locks = new Locks(files, Holder.self(), clock, QUICK);
        try (RepositoryLock lock = locks.share()) {
            clock.now = NOW.plus(Duration.ofHours(3));
            lock.ensureHeld();
            assertThat(locks.list())
                    .singleElement()
                    .satisfies(found -> assertThat(found.document().time()).isEqualTo(clock.now));
            clock.now = NOW.plus(Duration.ofHours(6));
            assertThat(locks.unlock(true)).isEqualTo(1);
            assertThatThrownBy(lock::ensureHeld)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("lock-lost"));
        }
    }

    @Test
    void aStaleLockThatMayNotBeDeletedIsInNobodysWayAndItsHolderStops() {
        var clock = new SettableClock(NOW);
        try (RepositoryLock asleep = new Locks(files, elsewhere(), clock, QUICK).own()) {
            Instant later = NOW.plus(Duration.ofHours(1));
            new Locks(undeletable(), Holder.self(), Clock.fixed(later, ZoneOffset.UTC), QUICK)
                    .share()
                    .close();
            clock.now = NOW.plus(Duration.ofHours(2));
            assertThatThrownBy(asleep::ensureHeld)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("lock-lost"));
        }
    }

    private SealedFiles undeletable() {
        return new SealedFiles(
                new FaultyBackend(files.backend(), (what, handle) -> {
                    if (what.equals("remove")) {
                        throw new Problem(ExitCode.FAILED, RepositoryMessage.S3_DENIED, "there", "s3:DeleteObject");
                    }
                }),
                files.key());
    }

    @Test
    void whereNothingMayBeDeletedTheLockStaysAndThatIsTold() {
        RepositoryLock lock = new Locks(undeletable(), Holder.self(), Clock.fixed(NOW, ZoneOffset.UTC), QUICK).share();
        assertThat(lock.leftBehind()).isEmpty();
        lock.close();
        assertThat(lock.leftBehind())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .hasMessageContaining("half an hour")
                        .hasMessageContaining("s3:DeleteObject"));
        assertThat(at(NOW).list()).hasSize(1);
    }

    /** A run that makes a backup and then forgets old ones is one process. */
    @Test
    void whatThisProcessLeftBehindIsNotInItsOwnWay() {
        Locks mine = new Locks(undeletable(), Holder.self(), Clock.fixed(NOW, ZoneOffset.UTC), QUICK);
        mine.share().close();
        mine.own().close();
        assertThat(at(NOW).list()).hasSize(2).allMatch(FoundLock::stale);
        at(NOW).share().close();
        at(NOW).own().close();
        assertThat(at(NOW).list()).isEmpty();
    }

    @Test
    void whatThisProcessStillHoldsIsInItsWay() {
        try (RepositoryLock held = at(NOW).share()) {
            held.ensureHeld();
            assertThatThrownBy(() -> at(NOW).own())
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("locked"));
        }
    }

    /** A clock that a test sets. */
    private static final class SettableClock extends Clock {
        private volatile Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
