package dev.jangada.repository.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.damage.DamageMessage;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a repository's bytes is found. */
class CorruptionTest {

    private static final Attributes PLAIN = Attributes.of(0644, Instant.EPOCH);

    @TempDir
    private Path directory;

    private Path place;
    private Id first;
    private Id second;

    @BeforeEach
    void makeRepository() {
        place = directory.resolve("repository");
        try (Repository repository = Play.init(place)) {
            first = write(repository, 1, "one").id();
            second = write(repository, 2, "two").id();
        }
    }

    /** Two directories; the file {@code same} is the same in every snapshot. */
    private static Written write(Repository repository, int seed, String tag) {
        try (var writer = repository.write(Optional.empty())) {
            try (var objects = writer.root().directory("objects", PLAIN)) {
                objects.file("same", PLAIN, FileTree.text(new Random(0), 3000));
                objects.file("other", PLAIN, FileTree.noise(new Random(seed), 2000));
            }
            writer.root().file("big", PLAIN, FileTree.noise(new Random(seed), 20_000));
            return writer.finish(Play.snapshot(tag));
        }
    }

    private List<Path> files(String below) throws IOException {
        try (var all = Files.walk(place.resolve(below))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void aSampleOfChangedBytesIsFound() throws IOException {
        changeBytes(250);
    }

    @Test
    @Tag("full")
    void tenThousandChangedBytesAreFound() throws IOException {
        changeBytes(10_000);
    }

    private void changeBytes(int count) throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<Path> files = files("");
        for (int i = 0; i < count; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] sound = Files.readAllBytes(file);
            byte[] changed = sound.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, changed);
            assertThat(isFound()).as("seed %d: byte %d of %s", seed, at, file).isTrue();
            Files.write(file, sound);
        }
        try (Repository repository = Play.open(place)) {
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
        }
    }

    private boolean isFound() {
        try (Repository repository = Play.open(place)) {
            return !repository.check(PackSelection.all()).isSound();
        } catch (Problem e) {
            assertThat(e.exitCode()).as(e.getMessage()).isEqualTo(ExitCode.CORRUPT);
            assertThat(e.getMessage()).hasLineCount(1).doesNotContain("Source:");
            return true;
        }
    }

    /** The only file that is neither sealed nor named by a hash that something sealed names. */
    @Test
    void everyChangedByteOfTheOnlyKeyIsFound() throws IOException {
        Path key = files("keys").getFirst();
        byte[] sound = Files.readAllBytes(key);
        for (int at = 0; at < sound.length; at++) {
            byte[] changed = sound.clone();
            // Base64 stays Base64, and digits stay digits.
            changed[at] ^= 1;
            Files.write(key, changed);
            assertThat(isFound()).as("byte %d of the key", at).isTrue();
        }
        Files.write(key, sound);
        assertThat(isFound()).isFalse();
    }

    @Test
    void aDamagedKeyIsToldInOneSentence() throws IOException {
        Path key = files("keys").getFirst();
        byte[] sound = Files.readAllBytes(key);
        Files.write(key, java.util.Arrays.copyOf(sound, 100));
        assertThatThrownBy(() -> Play.open(place))
                .hasMessage("The key " + Id.of(sound).brief() + " of " + place
                        + " is damaged (its content is not the one that its name says): use the passphrase of another"
                        + " key, or bring the file back from a copy.");
        // Another key still opens it, and then the check tells the damaged one.
        Files.write(key, sound);
        try (Repository repository = Play.open(place)) {
            repository.keys().add("second".toCharArray());
        }
        Files.write(key, java.util.Arrays.copyOf(sound, 100));
        try (Repository repository = Repository.open(new LocalBackend(place), "second".toCharArray(), Play.options())) {
            assertThat(repository.check(PackSelection.none()).findings())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Finding.DamagedFile.class,
                            file -> assertThat(file.path()).startsWith("keys/"));
        }
        // A passphrase that opens no sound key may be the damaged one's.
        assertThatThrownBy(() -> Play.open(place))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT));
        Files.write(key, "{\"kdf\":".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Play.open(place)).hasMessageNotContaining("Source:");
    }

    @Test
    void everyTruncatedFileIsFound() throws IOException {
        var random = new Random(3);
        for (Path file : files("")) {
            byte[] sound = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(sound, random.nextInt(sound.length)));
            assertThat(isFound()).as(file.toString()).isTrue();
            Files.write(file, sound);
        }
    }

    @Test
    void everyMissingFileIsFound() throws IOException {
        for (Path file : files("")) {
            byte[] sound = Files.readAllBytes(file);
            // Of a snapshot that is gone nothing is left that could miss it.
            if (!file.startsWith(place.resolve("snapshots"))) {
                Files.delete(file);
                assertThat(file.endsWith("config") ? isNoRepository() : isFound())
                        .as(file.toString())
                        .isTrue();
                Files.write(file, sound);
            }
        }
    }

    /** Without it nothing says that there ever was a repository. */
    private boolean isNoRepository() {
        try (Repository repository = Play.open(place)) {
            return false;
        } catch (Problem e) {
            return e.code().equals("not-a-repository");
        }
    }

    @Test
    void whatIsAffectedIsNamed() throws IOException {
        // The first pack that is longer than the second's content is the one of the first snapshot's data.
        Path pack = files("data").stream()
                .filter(file -> file.toFile().length() > 20_000)
                .findFirst()
                .orElseThrow();
        byte[] sound = Files.readAllBytes(pack);
        Files.delete(pack);
        try (Repository repository = Play.open(place)) {
            CheckReport report = repository.check(PackSelection.none());
            assertThat(report.findings()).hasSize(1).first().isInstanceOf(Finding.MissingPack.class);
            assertThat(report.affected()).isNotEmpty().allSatisfy(affected -> {
                assertThat(affected.paths()).isNotEmpty();
                assertThat(affected.lostFiles()).isEqualTo(affected.paths().size());
                assertThat(affected.lostFiles() + affected.soundFiles()).isEqualTo(3);
            });
            assertThat(report.affected().stream().flatMap(affected -> affected.paths().stream()))
                    .contains("/big");
        }
        Files.write(pack, sound);

        Path snapshot = place.resolve("snapshots").resolve(second.toString());
        Files.write(snapshot, new byte[100]);
        try (Repository repository = Play.open(place)) {
            CheckReport report = repository.check(PackSelection.none());
            assertThat(report.findings())
                    .containsExactly(
                            new Finding.DamagedFile("snapshots/" + second, Damage.of(DamageMessage.OTHER_CONTENT)));
            var damaged = new ArrayList<Id>();
            assertThat(repository.snapshots().all((id, why) -> damaged.add(id))).containsOnlyKeys(first);
            assertThat(damaged).containsExactly(second);
            assertThat(report.affected())
                    .singleElement()
                    .satisfies(affected ->
                            assertThat(affected.id()).isEqualTo(second).isNotEqualTo(first));
        }
    }

    @Test
    void aPackThatNothingNamesIsNoDamage() throws IOException {
        byte[] content = {1, 2, 3};
        Path unused = place.resolve("data/03").resolve(Id.of(content).toString());
        Files.createDirectories(unused.getParent());
        Files.write(unused, content);
        try (Repository repository = Play.open(place)) {
            CheckReport report = repository.check(PackSelection.all());
            assertThat(report.isSound()).isTrue();
            assertThat(report.findings()).containsExactly(new Finding.UnusedPack(Id.of(content), 3));
        }
    }

    /** Plain http has nothing that notices it. */
    @Test
    void whatIsDamagedOnlyOnTheWayIsReadAgain() throws IOException {
        var wire = new FaultyBackend(new LocalBackend(place), (what, handle) -> {});
        try (Repository repository = Repository.open(wire, Play.passphrase(), Play.options())) {
            Set<Handle> seen = ConcurrentHashMap.newKeySet();
            wire.change((handle, bytes) -> {
                byte[] changed = bytes.clone();
                boolean isDocument = handle.kind() != FileKind.KEY && handle.kind() != FileKind.LOCK;
                changed[changed.length / 2] ^= (byte) (isDocument && seen.add(handle) ? 1 : 0);
                return changed;
            });
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
            seen.clear();
            Id tree = repository.snapshots().load(first).tree();
            seen.clear();
            assertThat(repository.tree(tree).read("objects/same")).hasBinaryContent(FileTree.text(new Random(0), 3000));
            assertThat(seen).isNotEmpty();
        }
    }

    @Test
    void partsTogetherAreTheWhole() throws IOException {
        int packs = files("data").size();
        int read = 0;
        try (Repository repository = Play.open(place)) {
            for (int part = 1; part <= 3; part++) {
                read += repository.check(PackSelection.part(part, 3)).packsRead();
            }
            assertThat(read).isEqualTo(packs);
            assertThat(repository.check(PackSelection.share(1, 1)).packsRead()).isEqualTo(packs);
            assertThat(repository.check(PackSelection.share(0, 1)).packsRead()).isZero();
        }
    }

    @Test
    void whoWatchesSeesWhatTheReportSays() {
        var last = new AtomicReference<List<Long>>(List.of());
        var trees = new AtomicInteger();
        var progress = new CheckProgress() {
            @Override
            public synchronized void packs(int packs, int allPacks, long bytes, long allBytes) {
                if (packs == allPacks) {
                    last.set(List.of((long) packs, bytes, allBytes));
                }
            }

            @Override
            public void trees(int read) {
                trees.accumulateAndGet(read, Math::max);
            }
        };
        try (Repository repository = Play.open(place)) {
            CheckReport report = repository.check(PackSelection.all(), progress);
            assertThat(report.packsRead()).isEqualTo(report.packs()).isPositive();
            assertThat(last.get()).containsExactly((long) report.packsRead(), report.bytesRead(), report.bytesRead());
            assertThat(trees).hasPositiveValue().hasValue(report.trees());
        }
    }
}
