package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.copy.Copied;
import dev.jangada.repository.copy.CopyResult;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots go to another repository, and restic's copies and Jangada's know each other. */
class CopyTest {

    @TempDir
    private Path directory;

    private Path tree;
    private Path here;
    private Path there;

    @BeforeEach
    void make() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(1), 60, 3_000_000);
        here = directory.resolve("here");
        there = directory.resolve("there");
    }

    private static CopyResult copy(Repository from, Repository to, Collection<Id> snapshots) {
        var told = new ArrayList<Copied>();
        CopyResult result = from.copyTo(to, snapshots, told::add);
        assertThat(result.snapshots()).isEqualTo(told);
        return result;
    }

    private void mustBeWhole(Repository repository, Id snapshot, Map<String, String> contents) throws IOException {
        Path read = Files.createTempDirectory(directory, "read");
        FileTree.read(repository.tree(repository.snapshots().load(snapshot).tree()), read);
        assertThat(FileTree.contents(read)).isEqualTo(contents);
    }

    /** restic with the other repository as the source. */
    private static Restic from(Path source, Path target) {
        return new Restic(
                target.toString(),
                Play.PASSPHRASE,
                Map.of("RESTIC_FROM_REPOSITORY", source.toString(), "RESTIC_FROM_PASSWORD", Play.PASSPHRASE));
    }

    @Test
    void whatIsThereIsUsedAndASecondCopyIsNothing() throws IOException {
        try (Repository from = Play.init(here);
                Repository to = Play.init(there)) {
            assertThat(from.configuration().polynomial())
                    .isNotEqualTo(to.configuration().polynomial());
            Written first = Play.save(from, tree, Optional.empty());
            Map<String, String> firstContents = FileTree.contents(tree);
            Files.write(tree.resolve("more"), FileTree.noise(new Random(3), 1_500_000));
            Written second = Play.save(from, tree, Optional.of(first.snapshot().tree()));
            CopyResult result = copy(from, to, List.of(second.id(), first.id()));
            assertThat(result.snapshots().stream().map(Copied::source)).containsExactly(first.id(), second.id());
            assertThat(result.lockLeftBehind()).isEmpty();
            assertThat(result.snapshots().getLast().storedBytes())
                    .as("only what the first did not have")
                    .isBetween(1_500_000L, 1_600_000L);
            assertThat(result.snapshots().getLast().newBlobs())
                    .as("and the trees, as their times of access are new")
                    .isBetween(2L, 40L);

            Id copy = result.snapshots().getLast().copy();
            Snapshot copied = to.snapshots().load(copy);
            assertThat(copied)
                    .isEqualTo(new Snapshot(
                            second.snapshot().time(),
                            second.snapshot().tree(),
                            Optional.empty(),
                            second.snapshot().paths(),
                            second.snapshot().host(),
                            second.snapshot().user(),
                            second.snapshot().tags(),
                            second.snapshot().program(),
                            Optional.of(second.id())));
            mustBeWhole(to, result.snapshots().getFirst().copy(), firstContents);
            mustBeWhole(to, copy, FileTree.contents(tree));
            assertThat(to.check(PackSelection.all()).isSound()).isTrue();

            assertThat(copy(from, to, List.of(first.id(), second.id())).snapshots())
                    .allMatch(Copied::wasThere);
            assertThat(copy(to, from, List.of(copy)).snapshots())
                    .as("nor back again")
                    .allMatch(Copied::wasThere);
            assertThat(to.snapshots().all()).hasSize(2);
            assertThat(from.locks().list()).isEmpty();
            assertThat(to.locks().list()).isEmpty();
        }
        Restic.on(there, Play.PASSPHRASE).mustCheckClean();
        // restic knows it as a copy too, in both directions.
        assertThat(from(here, there).must("copy", "-v")).contains("was already copied");
        assertThat(from(there, here).must("copy", "-v")).contains("was already copied");
        assertThat(there.resolve("snapshots").toFile().list()).hasSize(2);
        assertThat(here.resolve("snapshots").toFile().list()).hasSize(2);
    }

    @Test
    void whatResticCopiedIsThere() throws IOException {
        Restic restic = Restic.on(here, Play.PASSPHRASE);
        restic.must("init", "--repository-version", "2");
        restic.must("backup", "--tag", "a,b", "--exclude", "nothing", tree.toString());
        from(here, there).must("init", "--repository-version", "2", "--copy-chunker-params");
        from(here, there).must("copy");
        try (Repository from = Play.open(here);
                Repository to = Play.open(there)) {
            Id id = from.snapshots().all().keySet().iterator().next();
            assertThat(copy(from, to, List.of(id)).snapshots().getFirst().wasThere())
                    .isTrue();
            // A snapshot whose tags were changed is another one, of the same original.
            Restic.on(there, Play.PASSPHRASE).must("tag", "--add", "c");
            Copied again = copy(from, to, List.of(id)).snapshots().getFirst();
            assertThat(again.wasThere()).isFalse();
            assertThat(again.storedBytes()).isZero();
            assertThat(to.snapshots().all().values())
                    .hasSize(2)
                    .allSatisfy(snapshot -> assertThat(snapshot.original()).contains(id));
        }
        assertThat(Restic.on(there, Play.PASSPHRASE).must("snapshots", "--json"))
                .contains("\"excludes\":[\"nothing\"]");
        Restic.on(there, Play.PASSPHRASE).mustCheckClean();
    }

    @Test
    void aRepositoryThatCutsLikeAnotherUsesWhatWasCopied() throws IOException {
        try (Repository from = Play.init(here)) {
            Written written = Play.save(from, tree, Optional.empty());
            try (Repository to = Repository.init(
                            new LocalBackend(there),
                            Play.passphrase(),
                            Play.options(),
                            Optional.of(from.configuration()))
                    .repository()) {
                assertThat(to.configuration().id())
                        .isNotEqualTo(from.configuration().id());
                copy(from, to, List.of(written.id()));
                assertThat(Play.save(to, tree, Optional.empty()).newBytes())
                        .as("only trees, as their times of access are new")
                        .isLessThan(100_000);
            }
        }
        Restic.on(there, Play.PASSPHRASE).must("backup", tree.toString());
        Restic.on(there, Play.PASSPHRASE).mustCheckClean();
    }

    @Test
    void aCopyThatBreaksOffIsGoneOnWith() throws IOException {
        try (Repository from = Play.init(here)) {
            for (int i = 0; i < 30; i++) {
                Files.write(tree.resolve("noise" + i), FileTree.noise(new Random(i), 120_000));
            }
            Written written = Play.save(from, tree, Optional.empty());
            Play.init(there).close();
            var saves = new AtomicInteger();
            var breaking = new FaultyBackend(new LocalBackend(there), (what, handle) -> {
                if (what.equals("save") && handle.kind() == FileKind.PACK && saves.incrementAndGet() > 12) {
                    throw FaultyBackend.passing();
                }
            });
            RepositoryOptions small = Play.options().withWriting(KilledProgram.SMALL);
            try (Repository to = Repository.open(breaking, Play.passphrase(), small)) {
                assertThatThrownBy(() -> copy(from, to, List.of(written.id()))).isInstanceOf(Problem.class);
                assertThat(to.snapshots().all()).isEmpty();
                assertThat(to.locks().list()).isEmpty();
            }
            Restic.on(there, Play.PASSPHRASE).mustCheckClean();
            try (Repository to = Play.open(there)) {
                Copied copied =
                        copy(from, to, List.of(written.id())).snapshots().getFirst();
                assertThat(copied.storedBytes()).isLessThan(written.storedBytes() - 500_000);
                mustBeWhole(to, copied.copy(), FileTree.contents(tree));
            }
        }
    }

    @Test
    void whatIsDamagedIsNotCopied() throws IOException {
        try (Repository from = Play.init(here);
                Repository to = Play.init(there)) {
            Files.write(tree.resolve("noise"), FileTree.noise(new Random(8), 400_000));
            Written written = Play.save(from, tree, Optional.empty());
            try (var packs = Files.walk(here.resolve("data"))) {
                Path largest = packs.filter(Files::isRegularFile)
                        .max(java.util.Comparator.comparingLong(
                                path -> path.toFile().length()))
                        .orElseThrow();
                byte[] bytes = Files.readAllBytes(largest);
                bytes[bytes.length / 2] ^= 1;
                Files.write(largest, bytes);
            }
            assertThatThrownBy(() -> copy(from, to, List.of(written.id())))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                    .hasMessageContaining(here.toString());
            assertThat(to.snapshots().all()).isEmpty();
            assertThat(to.check(PackSelection.all()).isSound()).isTrue();
        }
    }
}
