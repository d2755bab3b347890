package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.S3Gateway;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.Backoff;
import dev.jangada.repository.backend.s3.S3Backend;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.Bucket;
import dev.jangada.repository.play.FakeBadLine;
import dev.jangada.repository.play.FakeBadLine.Fault;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is between this machine and a bucket: a backup and a prune end whole or with a sentence, and the repository is sound. */
class S3FaultTest {

    private static final List<Fault> KINDS = List.of(Fault.values());

    @TempDir
    private Path directory;

    private S3Gateway gateway;
    private Bucket bucket;
    private Path tree;

    @BeforeEach
    void start() throws IOException {
        gateway = S3Gateway.start();
        gateway.createBucket("raft");
        Bucket.useCredentials(gateway);
        bucket = new Bucket(gateway, "raft", "r");
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(4), 40, 1_000_000);
        Repository.init(direct(), Play.passphrase(), Play.options())
                .repository()
                .close();
    }

    @AfterEach
    void stop() {
        Bucket.forgetCredentials();
        gateway.close();
    }

    private Backend direct() {
        return new S3Backend(bucket.location());
    }

    private static RepositoryOptions patient() {
        return Play.options()
                .withBackoff(new Backoff(8, Duration.ofMillis(1), Duration.ofMillis(1), pause -> {}))
                .withWriting(KilledProgram.SMALL);
    }

    private void change(int seed) throws IOException {
        for (int i = 0; i < 4; i++) {
            Files.write(tree.resolve("new" + i), FileTree.noise(new Random(seed * 10L + i), 150_000));
        }
    }

    private void mustBeSound(String as) {
        try (Repository repository = Repository.open(direct(), Play.passphrase(), Play.options())) {
            repository.locks().unlock(true);
            assertThat(repository.check(PackSelection.all()).isSound()).as(as).isTrue();
        }
        bucket.restic().mustCheckClean();
    }

    /** Each fault for itself, on one request in three; chance does not bring it eight times in a row, so all ends well. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "UNCONDITIONAL"})
    void oneFaultNowAndThenIsSurvived(Fault fault) throws IOException {
        var count = new AtomicInteger();
        try (var line = FakeBadLine.before(
                        gateway.endpoint(), (method, path) -> count.incrementAndGet() % 3 == 0 ? fault : Fault.NONE);
                Repository repository = Repository.open(
                        new S3Backend(bucket.location(line.endpoint())), Play.passphrase(), patient())) {
            Written first = Play.save(repository, tree, Optional.empty());
            change(1);
            Written second =
                    Play.save(repository, tree, Optional.of(first.snapshot().tree()));
            repository.forget(List.of(first.id()));
            repository.prune(new PruneOptions(0, 50_000), plan -> true);
            Path read = Files.createDirectory(directory.resolve("read"));
            FileTree.read(repository.tree(second.snapshot().tree()), read);
            assertThat(FileTree.contents(read)).isEqualTo(FileTree.contents(tree));
            assertThat(line.spoiled()).isGreaterThan(10);
        }
        mustBeSound(fault.toString());
    }

    @Test
    void aBadLineEndsInAWholeBackupOrACleanFailure() throws IOException {
        onABadLine(8);
    }

    @Test
    @Tag("full")
    void manyBadLinesEndInWholeBackupsOrCleanFailures() throws IOException {
        onABadLine(100);
    }

    private void onABadLine(int rounds) throws IOException {
        long seed = System.nanoTime();
        int whole = 0;
        int spoiled = 0;
        for (int round = 0; round < rounds; round++) {
            var random = new Random(seed + round);
            // From a line on which one request in six has a fault to one on which nothing comes through from some
            // moment on.
            int oneIn = round % 2 == 0 ? 6 : 2;
            int dead = round % 4 == 3 ? random.nextInt(60) : Integer.MAX_VALUE;
            String as = "seed " + seed + ", round " + round;
            change(round);
            var count = new AtomicInteger();
            try (var line = FakeBadLine.before(gateway.endpoint(), (method, path) -> {
                synchronized (random) {
                    if (count.incrementAndGet() > dead) {
                        return Fault.DROP;
                    }
                    return random.nextInt(oneIn) == 0 ? KINDS.get(random.nextInt(KINDS.size())) : Fault.NONE;
                }
            })) {
                Backend backend = new S3Backend(bucket.location(line.endpoint()));
                try (Repository repository = Repository.open(backend, Play.passphrase(), patient())) {
                    Written written = Play.save(repository, tree, Optional.empty());
                    whole++;
                    try (Repository other = Repository.open(direct(), Play.passphrase(), Play.options())) {
                        assertThat(other.snapshots().all()).as(as).containsKey(written.id());
                    }
                    if (round % 2 == 1) {
                        List<Id> all = List.copyOf(repository.snapshots().all().keySet());
                        repository.forget(all.subList(0, all.size() - 1));
                        repository.prune(new PruneOptions(0, 50_000), plan -> true);
                    }
                } catch (Problem clean) {
                    assertThat(clean.exitCode()).as("%s: %s", as, clean).isIn(ExitCode.FAILED, ExitCode.REFUSED);
                }
                spoiled += line.spoiled();
            }
            mustBeSound(as);
        }
        assertThat(spoiled).as("seed %d", seed).isGreaterThan(2 * rounds);
        assertThat(whole).as("seed %d", seed).isPositive();
    }
}
