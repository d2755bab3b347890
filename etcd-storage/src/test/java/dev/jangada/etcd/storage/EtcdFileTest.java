package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.Member;
import dev.jangada.etcd.storage.restore.RestoreOptions;
import dev.jangada.etcd.storage.wal.Replay;
import dev.jangada.etcd.storage.wal.WalWriter;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can have of an etcd. */
class EtcdFileTest {

    private static final String LOG = WalWriter.FIRST_FILE;

    @TempDir
    Path folder;

    @Test
    void snapshotHasAChecksumAndARawFileHasNone() {
        try (EtcdFile snapshot = open(Fixtures.path(Fixtures.HISTORY_34));
                EtcdFile raw = open(Fixtures.path(Fixtures.BUMPED_36))) {
            assertThat(snapshot.kind()).isEqualTo(EtcdFile.Kind.SNAPSHOT);
            assertThat(snapshot.remarks()).isEmpty();
            assertThat(raw.kind()).isEqualTo(EtcdFile.Kind.DATABASE);
            assertThat(codes(raw)).containsExactly("no-checksum");
            assertThat(raw.remarks().getFirst().in(Locale.of("pt", "BR"))).contains("HashKV");
        }
    }

    /** bbolt's files are whole pages, and a snapshot has 32 bytes more: everything else was cut or added to. */
    @Test
    void snapshotThatLostPartOfItsChecksumOrGrewIsDamaged() throws IOException {
        byte[] snapshot = Files.readAllBytes(Fixtures.path(Fixtures.HISTORY_34));
        Path file = folder.resolve("file");
        for (int length :
                new int[] {snapshot.length - 31, snapshot.length - 5, snapshot.length - 1, snapshot.length + 1}) {
            Files.write(file, Arrays.copyOf(snapshot, length));
            try (EtcdFile odd = open(file)) {
                assertThat(odd.kind()).isEqualTo(EtcdFile.Kind.SNAPSHOT);
                assertThat(codes(odd)).containsExactly("odd-size");
                assertThat(odd.verify(10).faults())
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.code()).isEqualTo("odd-size"))
                        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(snapshot.length - 32))
                        .satisfies(fault -> assertThat(fault.in(Locale.ENGLISH)).contains("has " + length + " bytes"));
                // What is there can be read in need.
                assertThat(odd.mvcc().currentRevision()).isEqualTo(8);
                assertThat(odd.status(3).usage().physical()).isEqualTo(Math.max(snapshot.length, length) - 32);
            }
        }
        // Nobody can tell that this was more than a member's own file.
        Files.write(file, Arrays.copyOf(snapshot, snapshot.length - 32));
        try (EtcdFile raw = open(file)) {
            assertThat(raw.kind()).isEqualTo(EtcdFile.Kind.DATABASE);
            assertThat(raw.verify(10).faults()).isEmpty();
        }
    }

    @Test
    void logThatIsAheadIsApplied() {
        try (EtcdFile member = open(Fixtures.path(Fixtures.AHEAD_36))) {
            assertThat(member.kind()).isEqualTo(EtcdFile.Kind.MEMBER);
            // What the server itself had after it was started again.
            assertThat(member.mvcc().hashKv(0)).isEqualTo(new HashKv(2235938057L, 16, -1));
            assertThat(texts(member)).containsExactly("c=yes", "d=2", "q=5", "z=2");
            assertThat(member.replay()).contains(new Replay.Report(16, 20, 19, 20, 1, 4, 0, List.of()));
            assertThat(codes(member)).containsExactly("no-checksum", "log-applied");
            assertThat(member.highestRevision()).isEqualTo(16);
            assertThat(member.remarks().getLast().in(Locale.ENGLISH))
                    .endsWith("entries 17 to 20 were applied (4 requests).");
            assertThat(member.verify(10).faults()).isEmpty();
        }
    }

    @Test
    void refusedRequestsAreToldInWholeSentences() {
        assertThat(StorageMessage.LOG_APPLIED.in(Locale.ENGLISH, 1, 5, 5, 1))
                .endsWith("(one request, one of which etcd refuses, so that it changed nothing).");
        assertThat(StorageMessage.LOG_APPLIED.in(Locale.ENGLISH, 1204, 5, 1208, 1100))
                .endsWith("entries 5 to 1208 were applied"
                        + " (1204 requests, 1100 of which etcd refuses, so that they changed nothing).");
        assertThat(StorageMessage.LOG_APPLIED.in(Locale.of("pt", "BR"), 0, 5, 6, 0))
                .endsWith("entradas 5 a 6 (nenhuma requisição).");
    }

    @Test
    void revisionsBeginWithOne() {
        try (EtcdFile file = open(Fixtures.path(Fixtures.HISTORY_34))) {
            for (ThrowingCallable asking : List.<ThrowingCallable>of(
                    () -> file.mvcc().hashKv(-1),
                    () -> file.mvcc().at(-1),
                    () -> file.mvcc().get(new byte[] {'a'}, -1))) {
                assertThatThrownBy(asking)
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE))
                        .hasMessageContaining("There is no revision -1");
            }
        }
    }

    @Test
    void ofSeveralMembersOnlyWhatIsCommittedIsApplied() throws IOException {
        Path member = Fixtures.path(Fixtures.AHEAD_36).resolve("member");
        Files.createDirectories(folder.resolve("member/snap"));
        Files.createDirectories(folder.resolve("member/wal"));
        Files.copy(
                member.resolve("wal").resolve(LOG), folder.resolve("member/wal").resolve(LOG));
        withThreeMembers(member.resolve("snap/db"), folder.resolve("member/snap/db"));
        try (EtcdFile safe = open(folder)) {
            // The put of z=2 was told to be done, but one member of three alone cannot know.
            assertThat(texts(safe)).containsExactly("c=yes", "d=2", "q=5", "z=1");
            assertThat(safe.replay()).contains(new Replay.Report(16, 19, 19, 20, 3, 3, 0, List.of()));
            assertThat(codes(safe)).containsExactly("no-checksum", "log-applied", "log-left-out");
            // What clients may have seen counts where revisions are bumped, whether it is restored or not.
            assertThat(safe.mvcc().currentRevision()).isEqualTo(15);
            assertThat(safe.highestRevision()).isEqualTo(16);
            assertThat(new RestoreOptions(100, OptionalLong.empty()).bumped(safe))
                    .hasValue(116);
        }
        try (EtcdFile all = EtcdFile.open(folder, new OpenOptions(false, true, folder))) {
            assertThat(texts(all)).containsExactly("c=yes", "d=2", "q=5", "z=2");
            assertThat(codes(all)).containsExactly("no-checksum", "log-applied", "log-uncommitted");
        }
    }

    private static void withThreeMembers(Path from, Path to) {
        try (BoltFile db = BoltFile.open(from, false);
                BoltWriter writer = BoltWriter.create(to)) {
            for (Bucket bucket : db.buckets()) {
                writer.bucket(bucket.nameBytes());
                if (bucket.name().equals("members")) {
                    for (long id = 1; id <= 3; id++) {
                        Member member = new Member(id, "m" + id, List.of("http://m" + id + ":1"), List.of(), false);
                        writer.put(member.hexId().getBytes(StandardCharsets.US_ASCII), member.json());
                    }
                } else {
                    writer.putAll(bucket);
                }
            }
            writer.finish();
        }
    }

    @Test
    void directoryOfAMemberMayBeNamedItselfAndMayLackItsLog() throws IOException {
        Path member = Fixtures.path(Fixtures.AHEAD_36).resolve("member");
        try (EtcdFile named = open(member)) {
            assertThat(named.mvcc().currentRevision()).isEqualTo(16);
        }
        Files.createDirectories(folder.resolve("snap"));
        Files.copy(member.resolve("snap/db"), folder.resolve("snap/db"));
        try (EtcdFile alone = open(folder)) {
            assertThat(alone.mvcc().currentRevision()).isEqualTo(12);
            assertThat(codes(alone)).containsExactly("no-checksum", "no-log");
        }
    }

    @Test
    void databaseFromTheLeaderIsTakenIfItIsNewer() throws IOException {
        Files.createDirectories(folder.resolve("member/snap"));
        Path old = Fixtures.path(Fixtures.AHEAD_36).resolve("member/snap/db");
        Files.copy(old, folder.resolve("member/snap/db"));
        Files.copy(Fixtures.path(Fixtures.BUMPED_36), folder.resolve("member/snap/0000000000000063.snap.db"));
        try (EtcdFile received = open(folder)) {
            assertThat(received.mvcc().currentRevision()).isEqualTo(1_000_000_008);
            assertThat(codes(received)).contains("received-db");
        }
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws IOException {
        assertThatThrownBy(() -> open(folder.resolve("nothing"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> open(folder)).hasMessageContaining("no data directory");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> open(file)).hasMessageContaining("is empty");
        Files.writeString(file, "This is not etcd.");
        assertThatThrownBy(() -> open(file)).hasMessageContaining("no etcd database");
        byte[] snapshot = Files.readAllBytes(Fixtures.path(Fixtures.HISTORY_34));
        Files.write(file, Arrays.copyOf(snapshot, 4096 * 3));
        assertThatThrownBy(() -> open(file)).hasMessageContaining("is cut short");
    }

    @Test
    void databaseThatEtcdHoldsIsReadOnlyIfForced() throws IOException, InterruptedException {
        Path db = Files.copy(Fixtures.path(Fixtures.BUMPED_36), folder.resolve("db"));
        // flock(1) takes the same lock as bbolt.
        Process holder = new ProcessBuilder("flock", db.toString(), "sh", "-c", "echo held; read end")
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> open(db))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED))
                    .hasMessageContaining("in use by a running etcd");
            try (EtcdFile forced = EtcdFile.open(db, options().forced())) {
                assertThat(forced.mvcc().currentRevision()).isEqualTo(1_000_000_008);
            }
        } finally {
            holder.outputWriter().close();
            holder.waitFor();
        }
        try (EtcdFile free = open(db)) {
            assertThat(free.verify(10).faults()).isEmpty();
        }
    }

    @Test
    void fileThatBecomesShorterWhileItIsReadIsAProblemAndNoCrash() throws IOException {
        Path db = Files.copy(Fixtures.path(Fixtures.BUMPED_36), folder.resolve("db"));
        try (EtcdFile file = open(db)) {
            try (var channel = FileChannel.open(db, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            assertThatThrownBy(file::mvcc)
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                    .hasMessageContaining("the disk reported an error");
        }
    }

    private EtcdFile open(Path path) {
        return EtcdFile.open(path, options());
    }

    private OpenOptions options() {
        return new OpenOptions(false, false, folder);
    }

    private static List<String> codes(EtcdFile file) {
        return file.remarks().stream().map(Remark::code).toList();
    }

    private static List<String> texts(EtcdFile file) {
        var texts = new ArrayList<String>();
        file.mvcc()
                .at(file.mvcc().currentRevision())
                .forEach((KeyRecord record) ->
                        texts.add(record.keyText() + "=" + new String(record.valueBytes(), StandardCharsets.UTF_8)));
        return texts;
    }
}
