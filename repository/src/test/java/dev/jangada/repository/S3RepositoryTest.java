package dev.jangada.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.S3Gateway;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.s3.S3Backend;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.play.Bucket;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.prune.PruneResult;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole repositories on a real S3 server. */
class S3RepositoryTest {

    private static final byte[] EMPTY = {};

    @TempDir
    private Path directory;

    private S3Gateway gateway;
    private Path tree;

    @BeforeEach
    void start() throws IOException {
        gateway = S3Gateway.start();
        Bucket.useCredentials(gateway);
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(4), 40, 2_000_000);
    }

    @AfterEach
    void stop() {
        Bucket.forgetCredentials();
        gateway.close();
    }

    private static Backend backend(Bucket bucket) {
        return new S3Backend(bucket.location());
    }

    private void mustBeWhole(Repository repository, Restic restic, Written written) throws IOException {
        restic.mustCheckClean();
        Path read = Files.createTempDirectory(directory, "read");
        FileTree.read(repository.tree(written.snapshot().tree()), read);
        assertThat(FileTree.contents(read)).isEqualTo(FileTree.contents(tree));
        assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
    }

    private void retainForADay(String bucket) {
        byte[] rule = """
                <ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>\
                <Mode>COMPLIANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>""".getBytes(UTF_8);
        try {
            String md5 = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(rule));
            var answer = gateway.send("PUT", "/" + bucket + "?object-lock=", Map.of("content-md5", md5), rule);
            assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String versions(String bucket) {
        return new String(
                gateway.send("GET", "/" + bucket + "?versions=", Map.of(), EMPTY)
                        .body(),
                UTF_8);
    }

    /** Every object is retained for a day: what is deleted is hidden by a marker, and can be brought back. */
    @Test
    void aBucketWithVersionsAndObjectLockTakesItAllAndGivesNothingAway() throws IOException {
        gateway.createLockableBucket("raft");
        retainForADay("raft");
        var bucket = new Bucket(gateway, "raft", "backups/one");
        Restic restic = bucket.restic();
        RepositoryOptions options = Play.options().withCache(directory.resolve("cache"));
        var made = Repository.init(backend(bucket), Play.passphrase(), options);
        assertThat(made.guarded()).isTrue();
        try (Repository repository = made.repository()) {
            Written first = Play.save(repository, tree, Optional.empty());
            restic.must("backup", tree.toString());
            Files.write(tree.resolve("more"), FileTree.noise(new Random(5), 1_000_000));
            Written second =
                    Play.save(repository, tree, Optional.of(first.snapshot().tree()));
            repository.forget(List.of(first.id()));
            PruneResult result = repository
                    .prune(new PruneOptions(0, 0), plan -> !plan.isEmpty())
                    .orElseThrow();
            assertThat(result.removedPacks()).isPositive();
            assertThat(result.retained()).isZero();
            assertThat(repository.snapshots().all()).doesNotContainKey(first.id());
            mustBeWhole(repository, restic, second);
            assertThat(repository.locks().list()).isEmpty();
            // Of the snapshot that was forgotten there is a marker, and behind it the snapshot.
            assertThat(versions("raft").split(first.id().toString(), -1))
                    .as("once as a version, once as a marker")
                    .hasSize(3);
        }
    }

    @Test
    void overTlsWithAPrivateAuthority() throws IOException {
        try (S3Gateway secure = S3Gateway.startWithTls()) {
            secure.createBucket("raft");
            var bucket = new Bucket(secure, "raft", "r");
            try (Repository repository = Repository.init(backend(bucket), Play.passphrase(), Play.options())
                    .repository()) {
                Written written = Play.save(repository, tree, Optional.empty());
                bucket.restic().must("backup", tree.toString());
                mustBeWhole(repository, bucket.restic(), written);
                Path restored = directory.resolve("restored");
                bucket.restic().must("restore", written.id().toString(), "--target", restored.toString());
                assertThat(FileTree.contents(restored)).isEqualTo(FileTree.contents(tree));
            }
        }
    }

    /** A store that does not let go what is retained, rather than hide it. */
    @Test
    void aPruneExpectsThatWhatIsRetainedStays() throws IOException {
        gateway.createBucket("raft");
        var bucket = new Bucket(gateway, "raft", "r");
        Written first;
        try (Repository repository = Repository.init(backend(bucket), Play.passphrase(), Play.options())
                .repository()) {
            first = Play.save(repository, tree, Optional.empty());
        }
        var retaining = new FaultyBackend(backend(bucket), (what, handle) -> {
            if (what.equals("remove")
                    && !handle.path().startsWith("locks")
                    && !handle.path().startsWith("snapshots")) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.S3_DENIED, "raft", "s3:DeleteObject");
            }
        });
        try (Repository repository = Repository.open(retaining, Play.passphrase(), Play.options())) {
            Files.write(tree.resolve("more"), FileTree.noise(new Random(5), 1_000_000));
            Written second = Play.save(repository, tree, Optional.empty());
            repository.forget(List.of(first.id()));
            PruneResult result = repository
                    .prune(new PruneOptions(0, 0), plan -> !plan.isEmpty())
                    .orElseThrow();
            assertThat(result.retained()).isPositive();
            assertThat(result.removedPacks()).isZero();
            mustBeWhole(repository, bucket.restic(), second);
        }
    }

    private static Set<String> names(Backend backend, FileKind... kinds) {
        var names = new TreeSet<String>();
        for (FileKind kind : kinds) {
            backend.list(kind, (name, size) -> names.add(name));
        }
        return names;
    }

    /** One prune has written what it takes; the next ones wait for the store to let go, and must not write it again. */
    @Test
    void whatIsRetainedIsNotWrittenAgainByEveryPrune() throws IOException {
        gateway.createBucket("raft");
        var bucket = new Bucket(gateway, "raft", "r");
        var retaining = new FaultyBackend(backend(bucket), (what, handle) -> {
            if (what.equals("remove") && (handle.kind() == FileKind.INDEX || handle.kind() == FileKind.PACK)) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.S3_DENIED, "raft", "s3:DeleteObject");
            }
        });
        Written second;
        Set<String> stored;
        try (Repository repository =
                Repository.init(retaining, Play.passphrase(), Play.options()).repository()) {
            Path more = Files.write(tree.resolve("more"), FileTree.noise(new Random(5), 1_000_000));
            Written first = Play.save(repository, tree, Optional.empty());
            Files.write(more, FileTree.noise(new Random(6), 1_000_000));
            second = Play.save(repository, tree, Optional.of(first.snapshot().tree()));
            repository.forget(List.of(first.id()));
            PruneResult result = repository
                    .prune(new PruneOptions(0, 0), plan -> !plan.repack().isEmpty())
                    .orElseThrow();
            assertThat(result.retained()).isPositive();
            stored = names(retaining, FileKind.INDEX, FileKind.PACK);
            for (int again = 1; again <= 8; again++) {
                result = repository.prune(new PruneOptions(0, 0), plan -> true).orElseThrow();
                assertThat(result.retained()).isPositive();
                assertThat(names(retaining, FileKind.INDEX, FileKind.PACK))
                        .as("after prune %d", again)
                        .isEqualTo(stored);
            }
            mustBeWhole(repository, bucket.restic(), second);
        }
        Backend store = backend(bucket);
        try (Repository repository = Repository.open(store, Play.passphrase(), Play.options())) {
            PruneResult result =
                    repository.prune(new PruneOptions(0, 0), plan -> true).orElseThrow();
            assertThat(result.retained()).isZero();
            assertThat(result.removedPacks()).isPositive();
            assertThat(stored).containsAll(names(store, FileKind.PACK));
            assertThat(names(store, FileKind.INDEX)).hasSize(1);
            assertThat(repository.prune(new PruneOptions(0, 0), plan -> !plan.isEmpty()))
                    .isEmpty();
            mustBeWhole(repository, bucket.restic(), second);
        }
    }
}
