package dev.jangada.etcd.storage.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.Fixtures;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.Remark;
import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.Encoding;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.Lease;
import dev.jangada.etcd.storage.mvcc.Member;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.mvcc.User;
import dev.jangada.etcd.storage.wal.HardState;
import dev.jangada.etcd.storage.wal.Wal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data directories made of files that real etcd has made. */
class RestoreTest {

    private static final NewCluster ONE = NewCluster.parse("n1=http://127.0.0.1:2380", NewCluster.DEFAULT_TOKEN);

    @TempDir
    Path folder;

    @Test
    void oneMemberHasTheKeysAndNothingOfTheOldCluster() throws IOException {
        Path data = folder.resolve("data");
        RestoreResult result = restore(Fixtures.TOMBSTONE_36, ONE, RestoreOptions.plain(), target("n1", data));
        assertThat(result.revision()).isEqualTo(8);
        assertThat(result.hash().hash()).isEqualTo(2769104183L);
        assertThat(files(data))
                .containsExactly(
                        "member rwx------",
                        "member/snap rwx------",
                        "member/snap/0000000000000001-0000000000000001.snap rw-------",
                        "member/snap/db rw-------",
                        "member/wal rwx------",
                        "member/wal/0000000000000000-0000000000000000.wal rw-------");
        try (BoltFile db = BoltFile.open(data.resolve("member/snap/db"), false)) {
            ClusterRecords cluster = ClusterRecords.of(db);
            assertThat(cluster.consistentIndex()).hasValue(1);
            assertThat(cluster.term()).hasValue(1);
            assertThat(cluster.confState()).isEmpty();
            assertThat(cluster.storageVersion()).isEmpty();
            assertThat(cluster.clusterVersion()).isEmpty();
            assertThat(cluster.alarms()).isEmpty();
            assertThat(cluster.members()).map(Member::name).containsExactly("n1");
            assertThat(cluster.leases()).containsExactly(new Lease(4462682405111464200L, 600, 0));
            assertThat(Mvcc.of(db).hashKv(0)).isEqualTo(result.hash());
            assertThat(db.bucket("members_removed"))
                    .hasValueSatisfying(
                            bucket -> assertThat(bucket.cursor().valid()).isFalse());
        }
        try (Wal wal = Wal.open(data.resolve("member/wal"), 0)) {
            assertThat(wal.lastIndex()).isEqualTo(1);
            assertThat(wal.state())
                    .isEqualTo(new HardState(1, result.members().getFirst().id(), 1));
            assertThat(wal.clusterId()).isEqualTo(result.clusterId());
            assertThat(wal.snapshots()).containsExactly(new Wal.SnapshotMark(0, 0), new Wal.SnapshotMark(1, 1));
        }
        // What was restored is itself a member's directory.
        try (EtcdFile member = EtcdFile.open(data, OpenOptions.standard())) {
            assertThat(member.mvcc().hashKv(0)).isEqualTo(result.hash());
        }
    }

    @Test
    void threeMembersHaveTheSameDatabaseAndTheirOwnLogs() throws IOException {
        NewCluster three = NewCluster.parse("a=http://a:2380,b=http://b:2380,c=http://c:2380", "t");
        RestoreResult result = restore(
                Fixtures.HISTORY_34,
                three,
                RestoreOptions.plain(),
                target("a", folder.resolve("a")),
                target("b", folder.resolve("b")),
                new Target("c", folder.resolve("c"), Optional.of(folder.resolve("c-wal"))));
        assertThat(result.members()).hasSize(3);
        assertThat(folder.resolve("a/member/snap/db")).hasSameBinaryContentAs(folder.resolve("b/member/snap/db"));
        assertThat(folder.resolve("a/member/snap/db")).hasSameBinaryContentAs(folder.resolve("c/member/snap/db"));
        assertThat(files(folder.resolve("c"))).noneMatch(file -> file.contains("wal"));
        for (RestoreResult.Written written : result.members()) {
            Path log = written.target()
                    .walDirectory()
                    .orElse(written.target().dataDirectory().resolve("member/wal"));
            try (Wal wal = Wal.open(log, 0)) {
                assertThat(wal.nodeId()).isEqualTo(written.id());
                assertThat(wal.lastIndex()).isEqualTo(3);
            }
        }
    }

    @Test
    void bumpCountsFromTheHighestRevisionThatIsKnown() {
        // The last record is 9, but the cluster was at 10.
        RestoreResult result = restore(
                Fixtures.TOMBSTONE_34,
                ONE,
                new RestoreOptions(1_000_000_000, OptionalLong.empty()),
                target("n1", folder.resolve("data")));
        assertThat(result.bumped()).hasValue(1_000_000_010);
        try (BoltFile db = BoltFile.open(folder.resolve("data/member/snap/db"), false)) {
            Mvcc mvcc = Mvcc.of(db);
            assertThat(mvcc.currentRevision()).isEqualTo(1_000_000_010);
            assertThat(mvcc.compactRevision()).isEqualTo(1_000_000_010);
            assertThat(mvcc.at(1_000_000_010).size()).isEqualTo(4);
            assertThat(mvcc.hashKvAsOf(10, 10)).isEqualTo(result.hash());
        }
    }

    @Test
    void bumpOfWhatEtcdutlHasBumpedIsTheSameAgain() {
        RestoreResult result = restore(
                Fixtures.BUMPED_36,
                ONE,
                new RestoreOptions(5, OptionalLong.empty()),
                target("n1", folder.resolve("data")));
        assertThat(result.revision()).isEqualTo(1_000_000_013);
    }

    @Test
    void pastIsRestoredAsItWas() {
        for (long revision = 2; revision <= 8; revision++) {
            Path data = folder.resolve("at" + revision);
            long bump = revision % 2 == 0 ? 100 : 0;
            RestoreResult result = restore(
                    Fixtures.HISTORY_34, ONE, new RestoreOptions(bump, OptionalLong.of(revision)), target("n1", data));
            assertThat(result.revision()).isEqualTo(bump > 0 ? 108 : revision);
            try (EtcdFile source = open(Fixtures.HISTORY_34);
                    BoltFile db = BoltFile.open(data.resolve("member/snap/db"), false)) {
                Mvcc restored = Mvcc.of(db);
                assertThat(keys(restored, restored.currentRevision())).isEqualTo(keys(source.mvcc(), revision));
            }
        }
        assertThatThrownBy(() -> restore(
                        Fixtures.COMPACTED_34,
                        ONE,
                        new RestoreOptions(0, OptionalLong.of(5)),
                        target("n1", folder.resolve("compacted"))))
                .hasMessageContaining("from 6 to 8");
    }

    @Test
    void pastHasTheLeasesThatItsKeysReferTo() {
        Path file = folder.resolve("source.db");
        try (BoltWriter writer = BoltWriter.create(file)) {
            writer.bucket("authUsers");
            writer.put(bytes("root"), new User("root", "", List.of("root"), Optional.of(false)).bytes());
            writer.bucket("key");
            put(writer, 2, "gone", 20);
            put(writer, 3, "kept", 10);
            put(writer, 4, "free", 0);
            put(writer, 5, "new", 30);
            writer.put(Encoding.revision(6, 0, true), Encoding.tombstone(bytes("gone")));
            writer.bucket("lease");
            for (long lease : new long[] {10, 30, 40}) {
                writer.put(Encoding.number(lease), Encoding.lease(new Lease(lease, 60, 0)));
            }
            writer.bucket("meta");
            writer.put(bytes("consistent_index"), Encoding.number(7));
            writer.finish();
        }
        try (EtcdFile source = EtcdFile.open(file, OpenOptions.standard())) {
            assertThat(leases(source, OptionalLong.of(4), "past")).containsExactly(10L);
            assertThat(leases(source, OptionalLong.empty(), "now")).containsExactly(10L, 30L, 40L);
        }
    }

    private List<Long> leases(EtcdFile source, OptionalLong revision, String name) {
        Path data = folder.resolve(name);
        RestoreResult result =
                Restore.run(source, ONE, new RestoreOptions(0, revision), List.of(target("n1", data)), step -> {});
        assertThat(result.remarks().stream().map(Remark::code).toList())
                .isEqualTo(revision.isPresent() ? List.of("leases-gone", "users-of-now") : List.of());
        assertThat(result.remarks())
                .allSatisfy(remark -> assertThat(remark.in(Locale.ENGLISH))
                        .containsAnyOf("One key of that revision will not expire", "the user of the restored cluster"));
        try (BoltFile db = BoltFile.open(data.resolve("member/snap/db"), false)) {
            return ClusterRecords.of(db).leases().stream().map(Lease::id).toList();
        }
    }

    private static void put(BoltWriter writer, long revision, String key, long lease) {
        writer.put(
                Encoding.revision(revision, 0, false),
                Encoding.put(bytes(key), revision, revision, 1, bytes("value"), lease));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whatExistsIsNotTouchedAndFailureLeavesNothing() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        assertThatThrownBy(() -> restore(Fixtures.HISTORY_34, ONE, RestoreOptions.plain(), target("n1", data)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThat(folder.toFile().list()).containsExactly("data");

        byte[] bytes = Files.readAllBytes(Fixtures.path(Fixtures.HISTORY_34));
        bytes[bytes.length - 1] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), bytes);
        try (EtcdFile source = EtcdFile.open(damaged, OpenOptions.standard())) {
            Target target = target("n1", folder.resolve("other"));
            assertThatThrownBy(() -> Restore.run(source, ONE, RestoreOptions.plain(), List.of(target), step -> {}))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                    .hasMessageContaining("SHA-256");
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data", "damaged");
        assertThatThrownBy(() -> restore(
                        Fixtures.HISTORY_34, ONE, RestoreOptions.plain(), target("n1", folder.resolve("no/data"))))
                .hasMessageContaining("does not exist");
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatThrownBy(() -> new RestoreOptions(-1, OptionalLong.empty())).isInstanceOf(Problem.class);
        for (long never : new long[] {0, -5}) {
            assertThatThrownBy(() -> new RestoreOptions(0, OptionalLong.of(never)))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE))
                    .hasMessageContaining("There is no revision " + never);
        }
        assertThatThrownBy(() -> RestoreOptions.plain().markCompacted()).isInstanceOf(Problem.class);
        assertThat(new RestoreOptions(1, OptionalLong.empty()).markCompacted().bump())
                .isEqualTo(1);
        assertThatThrownBy(() -> restore(
                        Fixtures.HISTORY_34,
                        ONE,
                        new RestoreOptions(Long.MAX_VALUE, OptionalLong.empty()),
                        target("n1", folder.resolve("data"))))
                .hasMessageContaining("room for those to come");
        // At the last revision that there can be etcd starts, and falls at the first write.
        try (EtcdFile source = open(Fixtures.HISTORY_34)) {
            long highest = source.highestRevision();
            var far = new RestoreOptions(Long.MAX_VALUE / 2 - highest, OptionalLong.empty());
            assertThat(far.bumped(source)).hasValue(Long.MAX_VALUE / 2);
            var tooFar = new RestoreOptions(far.bump() + 1, OptionalLong.empty());
            assertThatThrownBy(() -> tooFar.bumped(source)).isInstanceOf(Problem.class);
        }
    }

    private static RestoreResult restore(
            String fixture, NewCluster cluster, RestoreOptions options, Target... targets) {
        try (EtcdFile source = open(fixture)) {
            return Restore.run(source, cluster, options, List.of(targets), step -> {});
        }
    }

    private static EtcdFile open(String fixture) {
        return EtcdFile.open(Fixtures.path(fixture), OpenOptions.standard());
    }

    private static Target target(String member, Path data) {
        return new Target(member, data, Optional.empty());
    }

    private static List<String> keys(Mvcc mvcc, long revision) {
        var keys = new ArrayList<String>();
        mvcc.at(revision).forEach((KeyRecord record) -> keys.add(record + " " + record.lease()));
        return keys;
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory))
                    .map(file -> directory.relativize(file) + " " + permissions(file))
                    .sorted()
                    .toList();
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
