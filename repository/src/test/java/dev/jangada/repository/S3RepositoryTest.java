package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.Backoff;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.s3.S3Backend;
import dev.jangada.repository.backend.s3.S3Location;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.play.FaultyWire;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.play.S3Server;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.prune.PruneResult;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole repositories on a real S3 server. */
class S3RepositoryTest {

    @TempDir
    private Path directory;

    private S3Server server;
    private Path tree;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start(Files.createDirectory(directory.resolve("s3")));
        // The first place where the usual chain of credentials looks.
        System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(4), 40, 2_000_000);
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        server.close();
    }

    private static Backend backend(S3Location location) {
        return new S3Backend(location);
    }

    private void mustBeWhole(Repository repository, Restic restic, Written written) throws IOException {
        restic.mustCheckClean();
        repository.reloadIndex();
        Path read =
                Files.createDirectory(directory.resolve("read-" + written.id().brief()));
        FileTree.read(repository.tree(written.snapshot().tree()), read);
        assertThat(FileTree.contents(read)).isEqualTo(FileTree.contents(tree));
        assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
    }

    @Test
    void aBucketWithVersionsAndObjectLockTakesItAll() throws IOException {
        server.createLockableBucket("raft");
        Restic restic = server.restic("raft", "backups/one");
        RepositoryOptions options = Play.options().withCache(directory.resolve("cache"));
        var made = Repository.init(backend(server.location("raft", "backups/one")), Play.passphrase(), options);
        assertThat(made.guarded()).isTrue();
        try (Repository repository = made.repository()) {
            Written first = Play.save(repository, tree, Optional.empty());
            restic.must("backup", tree.toString());
            Files.write(tree.resolve("more"), FileTree.noise(new Random(5), 1_000_000));
            Written second =
                    Play.save(repository, tree, Optional.of(first.snapshot().tree()));
            repository.forget(List.of(first.id()));
            repository.prune(new PruneOptions(0, 0), plan -> true);
            mustBeWhole(repository, restic, second);
        }
    }

    @Test
    void overTlsWithAPrivateAuthority() throws IOException {
        try (S3Server secure = S3Server.startWithTls(Files.createDirectory(directory.resolve("tls")))) {
            Files.createDirectory(directory.resolve("tls/data/raft"));
            S3Location location = secure.location("raft", "r");
            try (Repository repository = Repository.init(backend(location), Play.passphrase(), Play.options())
                    .repository()) {
                Written written = Play.save(repository, tree, Optional.empty());
                assertThat(repository.snapshots().all()).containsKey(written.id());
                assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
            }
        }
    }

    @Test
    void aBadWireEndsInAWholeBackupOrACleanFailure() throws IOException {
        server.createBucket("raft");
        Restic restic = server.restic("raft", "r");
        Repository.init(backend(server.location("raft", "r")), Play.passphrase(), Play.options())
                .repository()
                .close();
        long seed = System.nanoTime();
        int whole = 0;
        for (int round = 0; round < 6; round++) {
            Files.write(tree.resolve("new"), FileTree.noise(new Random(round), 700_000));
            // From a bad wire to one on which nothing can succeed.
            try (var wire = new FaultyWire(server.port(), round < 4 ? 4 : 1, seed + round)) {
                var location = new S3Location(wire.endpoint(), "raft", "r", S3Location.USUAL_REGION, Optional.empty());
                RepositoryOptions options = Play.options()
                        .withBackoff(new Backoff(8, Duration.ofMillis(1), Duration.ofMillis(1), pause -> {}))
                        .withWriting(KilledProgram.SMALL);
                try (Repository repository = Repository.open(backend(location), Play.passphrase(), options)) {
                    Written written = Play.save(repository, tree, Optional.empty());
                    whole++;
                    try (Repository direct =
                            Repository.open(backend(server.location("raft", "r")), Play.passphrase(), Play.options())) {
                        assertThat(direct.snapshots().all()).as("seed %d", seed).containsKey(written.id());
                    }
                } catch (Problem clean) {
                    assertThat(clean.exitCode()).as("seed %d: %s", seed, clean).isEqualTo(ExitCode.FAILED);
                }
                assertThat(wire.spoiled()).as("seed %d", seed).isPositive();
            }
            try (Repository direct =
                    Repository.open(backend(server.location("raft", "r")), Play.passphrase(), Play.options())) {
                direct.locks().unlock(true);
                assertThat(direct.check(PackSelection.all()).isSound())
                        .as("seed %d", seed)
                        .isTrue();
            }
            restic.mustCheckClean();
        }
        assertThat(whole).as("seed %d", seed).isPositive();
    }

    /** Credentials that may delete nothing, or nothing but locks. */
    @Test
    void aBackupNeedsNoRightToDeleteAndAPruneExpectsRetention() throws IOException {
        server.createBucket("raft");
        S3Location location = server.location("raft", "r");
        Repository.init(backend(location), Play.passphrase(), Play.options())
                .repository()
                .close();
        var keeping = new FaultyBackend(backend(location), (what, handle) -> {
            if (what.equals("remove")) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.S3_DENIED, location, "s3:DeleteObject");
            }
        });
        Written first;
        try (Repository repository = Repository.open(keeping, Play.passphrase(), Play.options())) {
            var writer = repository.write(Optional.empty());
            FileTree.write(tree, writer.root());
            first = writer.finish(Play.snapshot("kept"));
            writer.close();
            assertThat(writer.lockLeftBehind()).isPresent();
            repository.locks().list();
        }
        var retaining = new FaultyBackend(backend(location), (what, handle) -> {
            if (what.equals("remove")
                    && !handle.path().startsWith("locks")
                    && !handle.path().startsWith("snapshots")) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.S3_DENIED, location, "s3:DeleteObject");
            }
        });
        try (Repository repository = Repository.open(retaining, Play.passphrase(), Play.options())) {
            repository.locks().unlock(true);
            Files.write(tree.resolve("more"), FileTree.noise(new Random(5), 1_000_000));
            Written second = Play.save(repository, tree, Optional.empty());
            repository.forget(List.of(first.id()));
            PruneResult result = repository
                    .prune(new PruneOptions(0, 0), plan -> !plan.isEmpty())
                    .orElseThrow();
            assertThat(result.retained()).isPositive();
            assertThat(result.removedPacks()).isZero();
            mustBeWhole(repository, server.restic("raft", "r"), second);
        }
    }
}
