package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is full at any byte. */
@Tag("root")
class DiskFullTest {

    private static final int ROOM = 24 << 20;
    private static final int PAGE = 4096;

    @TempDir
    private Path directory;

    private Path disk;
    private Path place;
    private Path tree;
    private Id saved;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + ROOM, "tmpfs", disk.toString());
        place = disk.resolve("repository");
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(1), 30, 200_000);
        for (int i = 0; i < 15; i++) {
            Files.write(tree.resolve("noise" + i), FileTree.noise(new Random(i), 100_000));
        }
        try (Repository repository = Repository.init(new LocalBackend(place), Play.passphrase(), options())
                .repository()) {
            saved = Play.save(repository, tree, Optional.empty()).id();
        }
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    private static RepositoryOptions options() {
        return Play.options().withWriting(KilledProgram.SMALL);
    }

    private Repository open() {
        return Repository.open(new LocalBackend(place), Play.passphrase(), options());
    }

    /** Leaves so much room and no more. */
    private void leave(long bytes) throws Exception {
        var store = Files.getFileStore(disk);
        long used = store.getTotalSpace() - store.getUnallocatedSpace();
        run("mount", "-o", "remount,size=" + (used + bytes / PAGE * PAGE), disk.toString());
    }

    private void leaveMuch() throws Exception {
        run("mount", "-o", "remount,size=" + ROOM, disk.toString());
    }

    private void mustBeSound(String as) {
        try (Repository repository = Play.open(place)) {
            assertThat(repository.locks().list()).as(as).isEmpty();
            assertThat(repository.check(PackSelection.all()).isSound()).as(as).isTrue();
            assertThat(repository.snapshots().all()).as(as).containsKey(saved);
        }
        Restic.on(place, Play.PASSPHRASE).mustCheckClean();
    }

    @Test
    void aWriterAndAPruneThatFindItFull() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int full = 0;
        for (int round = 0; round < 12; round++) {
            String as = "seed " + seed + ", round " + round;
            for (int i = 0; i < 8; i++) {
                Files.write(tree.resolve("noise" + i), FileTree.noise(random, 100_000));
            }
            // From no room at all to enough.
            leave(random.nextInt(round % 3 == 0 ? 60_000 : 1_300_000));
            full += fills(repository -> Play.save(repository, tree, Optional.empty()), as);
            leaveMuch();
            mustBeSound(as);
            Written written;
            try (Repository repository = open()) {
                written = Play.save(repository, tree, Optional.empty());
                repository.forget(List.of(saved));
                saved = written.id();
            }
            leave(random.nextInt(round % 3 == 0 ? 60_000 : 600_000));
            full += fills(repository -> repository.prune(new PruneOptions(0, 90_000), plan -> true), as);
            leaveMuch();
            mustBeSound(as);
            try (Repository repository = open()) {
                repository.prune(new PruneOptions(0, 0), plan -> true);
            }
        }
        assertThat(full).as("seed %d: it was full", seed).isGreaterThan(4);
    }

    /** Whether there was no room; then it is said in one sentence. */
    private int fills(Work work, String as) throws IOException {
        try (Repository repository = open()) {
            work.on(repository);
            return 0;
        } catch (Problem problem) {
            assertThat(problem.exitCode()).as(as).isEqualTo(ExitCode.FAILED);
            assertThat(problem).as(as).hasMessageStartingWith("There is no room left");
            return 1;
        }
    }

    private static void run(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }

    /** What needs room. */
    private interface Work {
        Object on(Repository repository) throws IOException;
    }
}
