package dev.jangada.repository.backend.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.S3Gateway;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.lock.Holder;
import dev.jangada.repository.play.Bucket;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.write.SnapshotWriter;
import dev.jangada.repository.write.Written;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/**
 * A real server that lets a user do only what a policy allows: the one that docs/design/repository.md shows, and one without any
 * right to delete. The user is the anonymous one, whom the server's policies bind as any other.
 */
class LimitedRightsTest {

    private static final Attributes PLAIN = Attributes.of(0600, Instant.EPOCH);

    private static final String LOCKS_ONLY = """
            ,{"Effect":"Allow","Principal":"*","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::raft/r/locks/*"}""";

    private S3Gateway gateway;
    private Bucket bucket;

    @BeforeEach
    void start() {
        gateway = S3Gateway.start();
        gateway.createBucket("raft");
        bucket = new Bucket(gateway, "raft", "r");
        Repository.init(
                        new S3Backend(bucket.location(), Bucket.credentials(gateway)),
                        Play.passphrase(),
                        Play.options())
                .repository()
                .close();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void allow(String more) {
        String policy = """
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::raft"},
                {"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::raft/r/*"}%s]}""".formatted(more);
        assertThat(gateway.send("PUT", "/raft?policy=", Map.of(), policy.getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(204);
    }

    private Repository open(RepositoryOptions options) {
        var backend = new S3Backend(bucket.location(), AnonymousCredentialsProvider.create());
        return Repository.open(backend, Play.passphrase(), options);
    }

    private Repository openAsOwner() {
        return Repository.open(
                new S3Backend(bucket.location(), Bucket.credentials(gateway)), Play.passphrase(), Play.options());
    }

    private static Written write(SnapshotWriter writer, int... files) {
        for (int file : files) {
            writer.root().file("f" + file, PLAIN, FileTree.noise(new Random(file), 50_000));
        }
        return writer.finish(Play.snapshot("x"));
    }

    private Map<String, Long> packs() {
        var packs = new TreeMap<String, Long>();
        try (var backend = new S3Backend(bucket.location(), Bucket.credentials(gateway))) {
            backend.list(FileKind.PACK, packs::put);
        }
        return packs;
    }

    /** Nothing was done, and whoever reads it can write the policy. */
    private static void isRefused(ThrowingCallable work, String... resources) {
        assertThatThrownBy(work).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(problem.code()).isEqualTo("s3-no-removal");
            assertThat(problem)
                    .hasMessageContaining(
                            "grant s3:DeleteObject on " + String.join(", ", resources) + ", or use others")
                    .hasMessageContaining("nothing was changed");
        });
    }

    @Test
    void aBackupDeletesNothingButLocks() {
        allow(LOCKS_ONLY);
        try (Repository repository = open(Play.options())) {
            SnapshotWriter writer = repository.write(Optional.empty());
            Written first = write(writer, 1);
            writer.close();
            assertThat(writer.lockLeftBehind()).isEmpty();
            assertThat(repository.locks().list()).isEmpty();
            assertThat(repository.tree(first.snapshot().tree()).read("f1"))
                    .hasBinaryContent(FileTree.noise(new Random(1), 50_000));

            isRefused(() -> repository.forget(List.of(first.id())), "raft/r/snapshots/*");
            assertThat(repository.locks().list()).isEmpty();
            assertThat(repository.snapshots().all()).containsOnlyKeys(first.id());
        }
        bucket.restic().mustCheckClean();
    }

    /** What a prune would repack would lie twice in the store then, and thrice after the next. */
    @Test
    void whatMayNotDeleteSaysSoBeforeItWritesAnything() {
        Written first;
        try (Repository all = openAsOwner()) {
            try (SnapshotWriter writer = all.write(Optional.empty())) {
                first = write(writer, 1, 2, 3);
            }
            try (SnapshotWriter writer = all.write(Optional.empty())) {
                write(writer, 1);
            }
            all.forget(List.of(first.id()));
        }
        Map<String, Long> before = packs();
        allow(LOCKS_ONLY);
        try (Repository repository = open(Play.options())) {
            for (int i = 0; i < 2; i++) {
                isRefused(
                        () -> repository.prune(new PruneOptions(0, 0), plan -> true), "raft/r/index/*, raft/r/data/*");
                isRefused(() -> repository.repairIndex(true), "raft/r/index/*");
            }
            assertThat(repository.locks().list()).isEmpty();
            isRefused(() -> repository.keys().change("another".toCharArray()), "raft/r/keys/*");
            assertThat(repository.keys().list()).hasSize(1);
        }
        assertThat(packs()).isEqualTo(before);
        try (Repository all = openAsOwner()) {
            var result = all.prune(
                            new PruneOptions(0, 0), plan -> !plan.repack().isEmpty())
                    .orElseThrow();
            assertThat(result.freedBytes()).isGreaterThan(90_000);
            assertThat(result.retained()).isZero();
        }
        bucket.restic().mustCheckClean();
    }

    @Test
    void whereNotEvenLocksMayBeDeletedABackupSucceedsAndSaysSo() {
        allow("");
        try (Repository repository = open(Play.options())) {
            SnapshotWriter writer = repository.write(Optional.empty());
            Written written = write(writer, 1);
            writer.close();
            assertThat(writer.lockLeftBehind()).hasValueSatisfying(remark -> {
                assertThat(remark.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
                assertThat(remark)
                        .hasMessageContaining("could not be deleted")
                        .hasMessageContaining("s3:DeleteObject")
                        .hasMessageContaining("raft/r/locks/*");
            });
            assertThat(repository.snapshots().all()).containsOnlyKeys(written.id());
            // It is in nobody's way but that of who must be alone, and for half an hour.
            assertThat(repository.locks().list()).hasSize(1);
            try (SnapshotWriter again = repository.write(Optional.empty())) {
                write(again, 2);
            }
        }
        Holder elsewhere = new Holder("other-host", "somebody", 4711, 0, 0);
        try (Repository all = Repository.open(
                new S3Backend(bucket.location(), Bucket.credentials(gateway)),
                Play.passphrase(),
                Play.options().withHolder(elsewhere))) {
            assertThatThrownBy(() -> all.prune(PruneOptions.USUAL, plan -> true))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED));
        }
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(31));
        try (Repository all = Repository.open(
                new S3Backend(bucket.location(), Bucket.credentials(gateway)),
                Play.passphrase(),
                Play.options().withHolder(elsewhere).withClock(later))) {
            assertThat(all.locks().list()).hasSizeGreaterThan(1).allMatch(lock -> lock.stale());
            assertThat(all.prune(PruneOptions.USUAL, plan -> true)).isPresent();
            assertThat(all.locks().list()).isEmpty();
        }
        bucket.restic().mustCheckClean();
    }

    /** An exclusive lock that nobody can delete would keep everybody away for half an hour. */
    @Test
    void whoMayNotDeleteALockNeverHasTheRepositoryAlone() {
        allow("");
        try (Repository repository = open(Play.options())) {
            isRefused(() -> repository.forget(List.of()), "raft/r/locks/*, raft/r/snapshots/*");
            isRefused(
                    () -> repository.prune(PruneOptions.USUAL, plan -> true),
                    "raft/r/locks/*, raft/r/index/*, raft/r/data/*");
            isRefused(() -> repository.repairIndex(false), "raft/r/locks/*, raft/r/index/*");
            assertThat(repository.locks().list()).isEmpty();
        }
    }
}
