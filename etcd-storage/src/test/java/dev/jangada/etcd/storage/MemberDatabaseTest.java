package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Fault;
import dev.jangada.etcd.storage.mvcc.Sorting;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of a member whose log is ahead: what is read is made of both, but what lies there is what is checked. */
class MemberDatabaseTest {

    private static final long PAGE = 4096;

    @TempDir
    Path folder;

    private Path db;

    @BeforeEach
    void copy() throws IOException {
        Path member = Fixtures.path(Fixtures.AHEAD_36);
        try (Stream<Path> files = Files.walk(member)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve(member.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        db = folder.resolve("member/snap/db");
    }

    private OpenOptions options() {
        return new OpenOptions(false, false, folder);
    }

    /** With one meta there is the other one, and all that is made of the file is sound. */
    @Test
    void damageThatTheRebuiltDatabaseDoesNotHaveIsFound() throws IOException {
        flip(older(db) * PAGE + 72);
        try (EtcdFile read = EtcdFile.open(folder, options())) {
            assertThat(read.mvcc().currentRevision()).isEqualTo(16);
            assertThat(read.verify(10).faults()).isEmpty();
        }
        try (EtcdFile lies = EtcdFile.openAsItLies(folder, options())) {
            assertThat(lies.kind()).isEqualTo(EtcdFile.Kind.MEMBER);
            assertThat(lies.verifyAndHash(10).check().faults())
                    .extracting(Fault::code)
                    .containsExactly("bad-meta");
        }
    }

    /** What cannot be opened, because the log needs it, can be looked into. */
    @Test
    void everythingThatIsWrongIsFoundAlsoWhereNothingCanBeReplayed() throws IOException {
        for (long page = 2; page < 5; page++) {
            flip(page * PAGE);
        }
        assertThatThrownBy(() -> EtcdFile.open(folder, options()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT));
        try (EtcdFile lies = EtcdFile.openAsItLies(folder, options())) {
            assertThat(lies.verify(10).faults()).isNotEmpty();
        }
    }

    /** A rebuilt database has no free pages, and is as large as it needs to be. */
    @Test
    void sizeAndSpaceAndHashAreThoseOfTheFileThatLiesThere() throws IOException {
        // As bbolt's files are: longer than what is in them.
        try (var file = new RandomAccessFile(db.toFile(), "rw")) {
            file.setLength(file.length() + 64 * PAGE);
        }
        try (EtcdFile read = EtcdFile.open(folder, options());
                BoltFile lies = BoltFile.open(db, false)) {
            Status status = read.status(3);
            Status own = Status.of(lies, Sorting.bySlashes(3));
            assertThat(status.revision()).isEqualTo(16);
            assertThat(own.revision()).isEqualTo(12);
            assertThat(status.hash()).isEqualTo(own.hash());
            assertThat(status.totalSize()).isEqualTo(own.totalSize());
            assertThat(status.usage()).isEqualTo(own.usage());
            assertThat(status.usage().free()).isPositive();
            assertThat(status.usage().physical()).isEqualTo(Files.size(db));
        }
    }

    /** A member writes to its log before its database, so a log that ends before it was cut. */
    @Test
    void logThatLostItsEndIsTold() throws IOException {
        try (EtcdFile whole = EtcdFile.open(folder, options())) {
            assertThat(whole.remarks()).extracting(Remark::code).doesNotContain("log-cut");
        }
        try (var log = new RandomAccessFile(
                folder.resolve("member/wal/0000000000000000-0000000000000000.wal")
                        .toFile(),
                "rw")) {
            log.setLength(1024);
        }
        try (EtcdFile cut = EtcdFile.open(folder, options())) {
            assertThat(cut.mvcc().currentRevision()).isEqualTo(12);
            assertThat(cut.remarks()).extracting(Remark::code).contains("log-cut");
            assertThat(cut.replay().orElseThrow().leftOut()).isZero();
        }
    }

    private static long older(Path db) {
        try (BoltFile file = BoltFile.open(db, false)) {
            return 1L - file.meta().page();
        }
    }

    private void flip(long at) throws IOException {
        try (var file = new RandomAccessFile(db.toFile(), "rw")) {
            file.seek(at);
            int was = file.read();
            file.seek(at);
            file.write(was ^ 1);
        }
    }
}
