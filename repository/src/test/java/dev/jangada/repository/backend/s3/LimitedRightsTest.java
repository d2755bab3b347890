package dev.jangada.repository.backend.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.S3Gateway;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.play.Bucket;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/**
 * A real server that lets a user do only what a policy allows: the one that docs/design/repository.md shows, and one without any
 * right to delete. The user is the anonymous one, whom the server's policies bind as any other.
 */
class LimitedRightsTest {

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

    private static Written write(SnapshotWriter writer, String text) {
        writer.root().file("f", Attributes.of(0600, Instant.EPOCH), text.getBytes(UTF_8));
        return writer.finish(Play.snapshot(text));
    }

    @Test
    void aBackupDeletesNothingButLocks() {
        allow(LOCKS_ONLY);
        try (Repository repository = open(Play.options())) {
            SnapshotWriter writer = repository.write(Optional.empty());
            Written first = write(writer, "one");
            writer.close();
            assertThat(writer.lockLeftBehind()).isEmpty();
            assertThat(repository.locks().list()).isEmpty();
            assertThat(repository.tree(first.snapshot().tree()).read("f")).hasContent("one");

            assertThatThrownBy(() -> repository.forget(List.of(first.id())))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED))
                    .hasMessageContaining("s3:DeleteObject")
                    .hasMessageContaining("grant that right");
            assertThat(repository.locks().list()).isEmpty();
            assertThat(repository.snapshots().all()).containsOnlyKeys(first.id());
        }
        // Somebody else has forgotten it: what nothing needs stays, and that is no failure.
        try (Repository all = Repository.open(
                new S3Backend(bucket.location(), Bucket.credentials(gateway)), Play.passphrase(), Play.options())) {
            all.forget(List.copyOf(all.snapshots().all().keySet()));
        }
        try (Repository repository = open(Play.options())) {
            var result = repository
                    .prune(new PruneOptions(0, 0), plan -> !plan.isEmpty())
                    .orElseThrow();
            assertThat(result.removedPacks()).isZero();
            assertThat(result.retained()).isPositive();
        }
        bucket.restic().mustCheckClean();
    }

    @Test
    void whereNotEvenLocksMayBeDeletedABackupSucceedsAndSaysSo() {
        allow("");
        try (Repository repository = open(Play.options())) {
            SnapshotWriter writer = repository.write(Optional.empty());
            Written written = write(writer, "one");
            writer.close();
            assertThat(writer.lockLeftBehind()).hasValueSatisfying(remark -> {
                assertThat(remark.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
                assertThat(remark).hasMessageContaining("could not be deleted").hasMessageContaining("s3:DeleteObject");
            });
            assertThat(repository.snapshots().all()).containsOnlyKeys(written.id());
            // It is in nobody's way but that of who must be alone, and for half an hour.
            assertThat(repository.locks().list()).hasSize(1);
            assertThatThrownBy(() -> repository.prune(PruneOptions.USUAL, plan -> true))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED));
            try (SnapshotWriter again = repository.write(Optional.empty())) {
                write(again, "two");
            }
        }
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(31));
        try (Repository repository = open(Play.options().withClock(later))) {
            assertThat(repository.locks().list()).hasSizeGreaterThan(1).allMatch(lock -> lock.stale());
            assertThat(repository.prune(PruneOptions.USUAL, plan -> true)).isPresent();
        }
        bucket.restic().must("unlock", "--remove-all");
        bucket.restic().mustCheckClean();
    }
}
