package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.lock.RepositoryLock;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real restic reads what is written here, and the other way round. */
class ResticTest {

    @TempDir
    private Path directory;

    private Path tree;
    private Path place;
    private Restic restic;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(1), 60, 5_000_000);
        place = directory.resolve("repository");
        restic = Restic.on(place, Play.PASSPHRASE);
    }

    @Test
    void resticReadsWhatIsWrittenHere() throws IOException {
        try (Repository repository = Play.init(place)) {
            Written first = Play.save(repository, tree, Optional.empty());
            Files.writeString(tree.resolve("new"), "new");
            Written second =
                    Play.save(repository, tree, Optional.of(first.snapshot().tree()));
            assertThat(second.newBytes()).isLessThan(first.newBytes() / 50);
            restic.mustCheckClean();

            Path restored = directory.resolve("restored");
            restic.must("restore", second.id().toString(), "--target", restored.toString());
            assertThat(FileTree.contents(restored)).isEqualTo(FileTree.contents(tree));
            assertThat(Files.getLastModifiedTime(restored.resolve("new")))
                    .isEqualTo(Files.getLastModifiedTime(tree.resolve("new")));
            assertThat(restic.must("dump", second.id().toString(), "/new")).isEqualTo("new");
            assertThat(restic.must("ls", first.id().toString()))
                    .doesNotContain("/new")
                    .contains("/link");
            assertThat(restic.must("diff", first.id().toString(), second.id().toString()))
                    .contains("+    /new")
                    .contains("Files:           1 new,     0 removed");
            assertThat(restic.must("snapshots", "--host", "raft", "--tag", "test"))
                    .contains("2 snapshots");
        }
    }

    @Test
    void whatResticWroteIsReadCheckedAndAddedTo() throws Exception {
        // A name that is no UTF-8 can only be made by another program.
        Process strange =
                new ProcessBuilder("sh", "-c", "touch \"$1/$(printf 'st\\377nge')\"", "sh", tree.toString()).start();
        assertThat(strange.waitFor()).isZero();
        restic.must("init", "--repository-version", "2");
        inTree("backup", "--tag", "theirs", ".");
        try (Repository repository = Play.open(place)) {
            Map.Entry<?, Snapshot> theirs =
                    repository.snapshots().all().entrySet().iterator().next();
            assertThat(theirs.getValue().tags()).containsExactly("theirs");
            Path read = Files.createDirectory(directory.resolve("read"));
            var seen = new java.util.ArrayList<String>();
            repository.tree(theirs.getValue().tree()).walk((path, node) -> seen.add(path));
            assertThat(seen)
                    .contains("st\udcffnge")
                    .hasSize(FileTree.contents(tree).size() - 1);
            Files.delete(strangeFile());
            restic.must("forget", "--prune", theirs.getKey().toString());
            inTree("backup", ".");
            Snapshot plain = repository.snapshots().all().values().iterator().next();
            repository.reloadIndex();
            FileTree.read(repository.tree(plain.tree()), read);
            assertThat(FileTree.contents(read)).isEqualTo(FileTree.contents(tree));
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();

            // The same files are the same blobs: only trees are new, as their times of access are.
            Written ours = Play.save(repository, tree, Optional.empty());
            assertThat(ours.newBytes()).isLessThan(100_000);
            assertThat(ours.bytes()).isGreaterThan(1_000_000);
            // And the other way round.
            Files.write(tree.resolve("big"), FileTree.noise(new Random(5), 6_000_000));
            Play.save(repository, tree, Optional.empty());
            assertThat(inTree("backup", ".", "--json")).contains("\"data_blobs\":0");
            restic.mustCheckClean();
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
        }
    }

    private Path strangeFile() throws IOException {
        try (var files = Files.newDirectoryStream(tree, "st*nge")) {
            return files.iterator().next();
        }
    }

    private String inTree(String... arguments) throws IOException {
        var words = new java.util.ArrayList<>(List.of(
                "sh",
                "-c",
                "cd \"$1\" && shift && exec \"$@\"",
                "sh",
                tree.toString(),
                Restic.program().toString()));
        words.addAll(List.of("--no-cache", "-r", place.toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", Play.PASSPHRASE);
        Restic.Result result = Restic.await(builder.start());
        assertThat(result.exit()).as(result.text()).isZero();
        return result.text();
    }

    @Test
    void twoWritersAndResticAtOnce() throws Exception {
        Play.init(place).close();
        Path other = Files.createDirectory(directory.resolve("other"));
        FileTree.make(other, new Random(2), 40, 3_000_000);
        try (Repository one = Play.open(place);
                Repository two = Play.open(place);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Process theirs = restic.start("backup", tree.toString());
            Future<Written> first = pool.submit(() -> Play.save(one, tree, Optional.empty()));
            Future<Written> second = pool.submit(() -> Play.save(two, other, Optional.empty()));
            Future<Written> third = pool.submit(() -> Play.save(one, other, Optional.empty()));
            assertThat(Restic.await(theirs).exit()).isZero();
            for (Future<Written> each : List.of(first, second, third)) {
                each.get();
            }
            assertThat(one.snapshots().all()).hasSize(4);
            assertThat(one.locks().list()).isEmpty();
            assertThat(one.check(PackSelection.all()).isSound()).isTrue();
        }
        restic.mustCheckClean();
    }

    @Test
    void locksAreRespectedBothWays() throws Exception {
        try (Repository repository = Play.init(place)) {
            try (RepositoryLock alone = repository.locks().own()) {
                alone.ensureHeld();
                assertThat(restic.run("backup", tree.toString()).text()).contains("locked exclusively");
            }
            try (RepositoryLock shared = repository.lockForReading().orElseThrow()) {
                shared.ensureHeld();
                assertThat(restic.run("prune").text()).contains("already locked");
                restic.must("backup", tree.toString());
            }
            // It holds its lock until its input ends.
            var builder = new ProcessBuilder(
                    Restic.program().toString(), "--no-cache", "-r", place.toString(), "backup", "--stdin");
            builder.environment().put("RESTIC_PASSWORD", Play.PASSPHRASE);
            Process theirs = builder.redirectErrorStream(true).start();
            dev.jangada.lab.Wait.until(
                    java.time.Duration.ofSeconds(30),
                    () -> !repository.locks().list().isEmpty(),
                    () -> new IllegalStateException("restic takes no lock"));
            assertThatThrownBy(() -> repository.forget(List.of()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("(PID " + theirs.pid() + ")");
            Play.save(repository, tree, Optional.empty());
            theirs.getOutputStream().write('x');
            theirs.getOutputStream().close();
            assertThat(Restic.await(theirs).exit()).isZero();
            repository.forget(List.of());
        }
        restic.mustCheckClean();
    }

    @Test
    void keysOfOneOpenForTheOther() throws IOException {
        Path passphrase = Files.writeString(directory.resolve("passphrase"), "second one");
        try (Repository repository = Play.init(place)) {
            repository.keys().add("third one".toCharArray());
        }
        assertThat(Restic.on(place, "third one").must("key", "list")).contains("ID");
        restic.must("key", "add", "--new-password-file", passphrase.toString());
        try (Repository repository =
                Repository.open(new LocalBackend(place), "second one".toCharArray(), Play.options())) {
            assertThat(repository.keys().list()).hasSize(3);
            KeyEntry current = repository.keys().list().stream()
                    .filter(KeyEntry::current)
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(() -> repository.keys().remove(current.id().brief()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is the one that opens it now");
            repository.keys().change("fourth one".toCharArray());
            repository.keys().list().stream()
                    .filter(key -> !key.current())
                    .forEach(key -> repository.keys().remove(key.id().toString()));
        }
        assertThat(Restic.on(place, "third one").run("snapshots").text()).contains("wrong password");
        Restic.on(place, "fourth one").must("snapshots");
    }

    @Test
    void pruningByOneIsSoundForTheOther() throws IOException {
        try (Repository repository = Play.init(place)) {
            Written first = Play.save(repository, tree, Optional.empty());
            Files.write(tree.resolve("more"), FileTree.noise(new Random(3), 3_000_000));
            Written second = Play.save(repository, tree, Optional.empty());
            Files.delete(tree.resolve("more"));
            Written third = Play.save(repository, tree, Optional.empty());
            repository.forget(List.of(second.id()));
            var result = repository.prune(new PruneOptions(0, 0), plan -> true).orElseThrow();
            assertThat(result.freedBytes()).isGreaterThan(2_900_000);
            restic.mustCheckClean();
            restic.must("forget", "--prune", "--max-unused", "0", first.id().toString());
            repository.reloadIndex();
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
            Path read = Files.createDirectory(directory.resolve("read"));
            FileTree.read(repository.tree(third.snapshot().tree()), read);
            assertThat(FileTree.contents(read)).isEqualTo(FileTree.contents(tree));
        }
    }

    @Test
    void oneFileIsReadByItsPath() {
        try (Repository repository = Play.init(place);
                var writer = repository.write(Optional.empty())) {
            byte[] text = "a raft".getBytes(StandardCharsets.UTF_8);
            Attributes plain = Attributes.of(0644, Instant.EPOCH);
            try (var objects = writer.root().directory("objects", plain)) {
                try (var shop = objects.directory("shop", plain)) {
                    shop.file("a.json", plain, text);
                }
            }
            Written written = writer.finish(Play.snapshot("x"));
            assertThat(restic.must("dump", "latest", "/objects/shop/a.json")).isEqualTo("a raft");
            repository.reloadIndex();
            var opened = repository.tree(written.snapshot().tree());
            assertThat(opened.read("objects/shop/a.json")).hasBinaryContent(text);
            assertThat(opened.list("/objects"))
                    .singleElement()
                    .satisfies(node -> assertThat(node.name()).isEqualTo("shop"));
            assertThat(opened.find("objects/none")).isEmpty();
            assertThatThrownBy(() -> opened.read("objects/none")).hasMessage("objects/none is not in the snapshot.");
            assertThatThrownBy(() -> opened.read("objects")).hasMessage("objects in the snapshot is not a file.");
            assertThatThrownBy(() -> opened.list("objects/shop/a.json"))
                    .hasMessage("objects/shop/a.json in the snapshot is not a directory.");
        }
    }
}
