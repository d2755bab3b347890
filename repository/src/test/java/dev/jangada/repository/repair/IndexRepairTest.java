package dev.jangada.repository.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.check.CheckReport;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that is damaged or gone is made anew; what the packs have is all there again. */
class IndexRepairTest {

    @TempDir
    private Path directory;

    private Path tree;
    private Path place;
    private Written written;
    private Restic restic;

    @BeforeEach
    void makeRepository() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(1), 40, 2_000_000);
        place = directory.resolve("repository");
        restic = Restic.on(place, Play.PASSPHRASE);
        try (Repository repository = Play.init(place)) {
            Written first = Play.save(repository, tree, Optional.empty());
            Files.write(tree.resolve("more"), FileTree.noise(new Random(2), 800_000));
            written = Play.save(repository, tree, Optional.of(first.snapshot().tree()));
        }
    }

    private List<Path> files(String below) throws IOException {
        try (var all = Files.walk(place.resolve(below))) {
            return all.filter(Files::isRegularFile)
                    .sorted(Comparator.comparingLong(file -> file.toFile().length()))
                    .toList();
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static void mustNeedRepair(Repository repository) {
        CheckReport report = repository.check(PackSelection.none());
        assertThat(report.isSound()).isFalse();
        assertThat(report.affected()).isNotEmpty();
        assertThat(report.remedy("here").orElseThrow())
                .hasMessageContaining("run jangada repository repair")
                .hasMessageContaining("here");
    }

    private void mustBeWhole(Repository repository) throws IOException {
        CheckReport report = repository.check(PackSelection.all());
        assertThat(report.isSound()).isTrue();
        assertThat(report.remedy("here")).isEmpty();
        Path read = Files.createTempDirectory(directory, "read");
        FileTree.read(repository.tree(written.snapshot().tree()), read);
        assertThat(FileTree.contents(read)).isEqualTo(FileTree.contents(tree));
        restic.mustCheckClean();
    }

    @Test
    void whereThereIsNoIndexAtAll() throws IOException {
        for (Path file : files("index")) {
            Files.delete(file);
        }
        try (Repository repository = Play.open(place)) {
            mustNeedRepair(repository);
            IndexRepair repair = repository.repairIndex(false);
            assertThat(repair.written()).isTrue();
            assertThat(repair.packs()).isEqualTo(files("data").size());
            assertThat(repair.headersRead()).isEqualTo(repair.packs());
            assertThat(repair.addedPacks()).hasSize(repair.packs());
            mustBeWhole(repository);
            assertThat(repository.locks().list()).isEmpty();
        }
    }

    @Test
    void aDamagedIndexFileIsReplacedAndTheOthersAreTrusted() throws IOException {
        Path damaged = files("index").getFirst();
        flip(damaged);
        try (Repository repository = Play.open(place)) {
            assertThatThrownBy(() -> repository.write(Optional.empty()))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                    .hasMessageContaining("run jangada repository repair, which makes the index anew");
            mustNeedRepair(repository);
            IndexRepair repair = repository.repairIndex(false);
            assertThat(repair.damagedIndexFiles())
                    .containsExactly(Id.parse(damaged.getFileName().toString()));
            assertThat(repair.headersRead()).isLessThan(repair.packs());
            assertThat(damaged).doesNotExist();
            mustBeWhole(repository);
        }
    }

    @Test
    void whatResticWroteIsIndexedAsResticWould() throws IOException {
        restic.must("backup", tree.toString());
        for (Path file : files("index")) {
            Files.delete(file);
        }
        try (Repository repository = Play.open(place)) {
            repository.repairIndex(true);
            mustBeWhole(repository);
            assertThat(restic.must("backup", tree.toString(), "--json")).contains("\"data_blobs\":0");
        }
    }

    @Test
    void aPackThatIsGoneIsStoredAgainByTheNextBackup() throws IOException {
        Path gone = files("data").getLast();
        Files.delete(gone);
        try (Repository repository = Play.open(place)) {
            IndexRepair repair = repository.repairIndex(false);
            assertThat(repair.missingPacks())
                    .containsExactly(Id.parse(gone.getFileName().toString()));
            assertThat(repair.headersRead()).isZero();
            assertThat(repository.check(PackSelection.none()).remedy("here")).isEmpty();
            Play.save(repository, tree, Optional.empty());
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
        }
        restic.mustCheckClean();
    }

    @Test
    void whatIsSoundStaysAsItIs() throws IOException {
        List<Path> before = files("index");
        try (Repository repository = Play.open(place)) {
            assertThat(repository.repairIndex(false).written()).isFalse();
            IndexRepair asked = repository.repairIndex(true);
            assertThat(asked.written()).isFalse();
            assertThat(asked.headersRead()).isEqualTo(asked.packs());
        }
        assertThat(files("index")).isEqualTo(before);
    }

    /** Some of what is in it may be readable, and only an index that names it finds that. */
    @Test
    void aTruncatedPackStaysNamed() throws IOException {
        Path pack = files("data").getLast();
        byte[] bytes = Files.readAllBytes(pack);
        Files.write(pack, java.util.Arrays.copyOf(bytes, bytes.length - 100));
        flip(files("index").getFirst());
        try (Repository repository = Play.open(place)) {
            IndexRepair repair = repository.repairIndex(false);
            assertThat(repair.unreadablePacks()).hasSize(1);
            CheckReport report = repository.check(PackSelection.all());
            assertThat(report.findings()).hasSize(1);
            assertThat(report.affected())
                    .allSatisfy(snapshot -> assertThat(snapshot.soundFiles()).isPositive());
        }
    }

    @Test
    void noIndexFileGoesBeforeTheNewOneIsStored() throws IOException {
        flip(files("index").getFirst());
        List<Path> before = files("index");
        var dying = new FaultyBackend(new LocalBackend(place), (what, handle) -> {
            if (what.equals("save") && handle.kind() == FileKind.INDEX) {
                throw FaultyBackend.passing();
            }
        });
        try (Repository repository = Repository.open(dying, Play.passphrase(), Play.options())) {
            assertThatThrownBy(() -> repository.repairIndex(false)).isInstanceOf(Problem.class);
        }
        assertThat(files("index")).isEqualTo(before);

        var keeping = new FaultyBackend(new LocalBackend(place), (what, handle) -> {
            if (what.equals("remove") && handle.kind() == FileKind.INDEX) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.S3_DENIED, place, "s3:DeleteObject");
            }
        });
        try (Repository repository = Repository.open(keeping, Play.passphrase(), Play.options())) {
            assertThat(repository.repairIndex(false).retained()).isEqualTo(before.size());
        }
        try (Repository repository = Play.open(place)) {
            assertThat(repository.repairIndex(false).retained()).isZero();
            mustBeWhole(repository);
        }
    }

    @Test
    void othersAreInTheWay() {
        try (Repository repository = Play.open(place);
                var shared = repository.lockForReading().orElseThrow()) {
            shared.ensureHeld();
            assertThatThrownBy(() -> repository.repairIndex(false))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.REFUSED));
        }
    }
}
