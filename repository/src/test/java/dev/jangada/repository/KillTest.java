package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.JavaCommand;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a process that writes or prunes: after {@code restic unlock}, {@code restic check --read-data} ends without
 * errors, every snapshot that is listed can be read, and the next run uses what was uploaded and indexed.
 */
class KillTest {

    private static final int IN_CI = 5;
    private static final int IN_FULL = 30;
    /** More files than a run adds and removes. */
    private static final int MOST_CHANGES = 90;

    /** Bytes that the trees of one run may have more than those of another. */
    private static final int TREES = 20_000;

    @TempDir
    private Path directory;

    private Path tree;
    private Path place;
    private Path sound;
    private Restic restic;
    private Id saved;

    @BeforeEach
    void makeRepository() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(1), 40, 600_000);
        for (int i = 0; i < 25; i++) {
            Files.write(tree.resolve("noise" + i), FileTree.noise(new Random(i), 120_000));
        }
        place = directory.resolve("repository");
        sound = directory.resolve("sound");
        restic = Restic.on(place, Play.PASSPHRASE);
        Path older = Files.createDirectory(directory.resolve("older"));
        FileTree.make(older, new Random(2), 20, 300_000);
        for (int i = 20; i < 40; i++) {
            Files.write(older.resolve("noise" + i), FileTree.noise(new Random(i), 120_000));
        }
        try (Repository repository = Repository.init(new LocalBackend(place), Play.passphrase(), options())
                .repository()) {
            saved = Play.save(repository, older, Optional.empty()).id();
        }
    }

    private static RepositoryOptions options() {
        return Play.options().withWriting(KilledProgram.SMALL);
    }

    private Repository open() {
        return Repository.open(new LocalBackend(place), Play.passphrase(), options());
    }

    @Test
    void aWriterThatIsKilled() throws IOException {
        killWriters(IN_CI);
    }

    @Test
    @Tag("full")
    void aWriterThatIsKilledOften() throws IOException {
        killWriters(IN_FULL);
    }

    private void killWriters(int times) throws IOException {
        copy(place, sound);
        long indexedBefore = indexedData();
        long whole = save().newBytes();
        long seed = System.nanoTime();
        var random = new Random(seed);
        int used = 0;
        for (int i = 0; i < times; i++) {
            startAgain();
            String as = "seed " + seed + ", kill " + i;
            kill(random.nextInt(MOST_CHANGES), "write", place.toString(), tree.toString());
            mustBeSound(as, true);
            long uploaded = indexedData() - indexedBefore;
            // Trees differ a little: a run that read a file has changed its time of access.
            assertThat(save().newBytes()).as(as).isLessThanOrEqualTo(whole - uploaded + TREES);
            used += uploaded > TREES ? 1 : 0;
            mustBeSound(as, true);
        }
        assertThat(used).as("seed %d: kills that left something to use", seed).isPositive();
    }

    @Test
    void aPruneThatIsKilled() throws IOException {
        killPrunes(IN_CI);
    }

    @Test
    @Tag("full")
    void aPruneThatIsKilledOften() throws IOException {
        killPrunes(IN_FULL);
    }

    private void killPrunes(int times) throws IOException {
        save();
        copy(place, sound);
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < times; i++) {
            startAgain();
            String as = "seed " + seed + ", kill " + i;
            kill(random.nextInt(MOST_CHANGES), "prune", place.toString());
            boolean forgotten = !Files.exists(place.resolve("snapshots").resolve(saved.toString()));
            mustBeSound(as, !forgotten);
            // The next prune goes on from there.
            try (Repository repository = open()) {
                repository.prune(new PruneOptions(0, 50_000), plan -> true);
            }
            mustBeSound(as, !forgotten);
        }
    }

    /** Kills it when so many files have come or gone, or when it has ended. */
    private void kill(int changes, String... arguments) {
        Set<String> before = files();
        try (ChildJvm child = JavaCommand.of(KilledProgram.class)
                .withOptions("--enable-native-access=ALL-UNNAMED")
                .start(arguments)) {
            child.await(() -> changed(before) >= changes || child.out().contains("done"), Duration.ofMinutes(1));
            child.kill();
        }
        assertThat(restic.must("unlock")).isNotNull();
    }

    private void mustBeSound(String as, boolean savedIsThere) {
        try (Repository repository = Play.open(place)) {
            assertThat(repository.check(PackSelection.all()).isSound()).as(as).isTrue();
            assertThat(repository.snapshots().all().containsKey(saved)).as(as).isEqualTo(savedIsThere);
            assertThat(repository.locks().list()).as(as).isEmpty();
        }
        restic.mustCheckClean();
    }

    private Written save() throws IOException {
        try (Repository repository = open()) {
            return Play.save(repository, tree, Optional.empty());
        }
    }

    /** How many plain bytes of files the index names. */
    private long indexedData() {
        long[] bytes = {0};
        try (Repository repository = Play.open(place)) {
            var index = repository.reloadIndex();
            index.forEachPack((pack, blobs) -> blobs.stream()
                    .filter(packed -> packed.blob().type() == BlobType.DATA)
                    .forEach(packed ->
                            bytes[0] += index.plainLength(packed.blob()).orElseThrow()));
        }
        return bytes[0];
    }

    private Set<String> files() {
        var found = new HashSet<String>();
        try (var all = Files.walk(place)) {
            all.filter(path -> !path.toString().contains("-tmp-")).forEach(path -> found.add(path.toString()));
        } catch (IOException | UncheckedIOException changing) {
            return Set.of();
        }
        return found;
    }

    private long changed(Set<String> before) {
        Set<String> now = files();
        if (now.isEmpty()) {
            return 0;
        }
        return now.stream().filter(path -> !before.contains(path)).count()
                + before.stream().filter(path -> !now.contains(path)).count();
    }

    private void startAgain() throws IOException {
        try (var all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        copy(sound, place);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }
}
