package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.check.PackSelection;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.prune.PruneOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever ends a writer or a prune, and whenever: what is listed is whole, for restic too, and the next run goes on from there. */
class CrashTest {

    private static final PruneOptions PRUNING = new PruneOptions(0, 50_000);

    @TempDir
    private Path directory;

    private Path tree;
    private Path place;
    private Restic restic;
    private Id saved;

    @BeforeEach
    void makeRepository() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        FileTree.make(tree, new Random(1), 40, 600_000);
        Files.write(tree.resolve("noise"), FileTree.noise(new Random(9), 1_500_000));
        place = directory.resolve("repository");
        restic = Restic.on(place, Play.PASSPHRASE);
        Path older = Files.createDirectory(directory.resolve("older"));
        FileTree.make(older, new Random(2), 20, 300_000);
        Files.copy(tree.resolve("noise"), older.resolve("noise"));
        try (Repository repository = Repository.init(new LocalBackend(place), Play.passphrase(), options())
                .repository()) {
            saved = Play.save(repository, older, Optional.empty()).id();
        }
    }

    private static RepositoryOptions options() {
        return Play.options().withWriting(KilledProgram.SMALL);
    }

    /** Everything that is listed can be read, and the saved snapshot is listed. */
    private void mustBeSound(boolean askRestic, boolean savedIsThere) {
        try (Repository repository = Play.open(place)) {
            repository.locks().unlock(true);
            assertThat(repository.check(PackSelection.all()).isSound()).isTrue();
            assertThat(repository.snapshots().all().containsKey(saved)).isEqualTo(savedIsThere);
        }
        if (askRestic) {
            restic.mustCheckClean();
        }
    }

    @Test
    void aWriterThatDiesAtAnyStep() throws IOException {
        dieAtEveryStep(6, (repository, step) -> Play.save(repository, tree, Optional.empty()));
    }

    @Test
    void aPruneThatDiesAtAnyStep() throws IOException {
        leaveSomethingToPrune();
        dieAtEveryStep(
                6,
                (repository, step) -> repository.prune(PRUNING, plan -> {
                    // The first time; what a crash has left may have less to do.
                    if (step == 1) {
                        assertThat(plan.repack()).isNotEmpty();
                        assertThat(plan.unused()).isNotEmpty();
                    }
                    return true;
                }));
    }

    /** It relies on what the one before has written. */
    @Test
    void aPruneThatDiesAtAnyStepWhenTheStoreLetsGoAtLast() throws IOException {
        leaveSomethingToPrune();
        var retaining = new FaultyBackend(new LocalBackend(place), (what, handle) -> {
            if (what.equals("remove") && (handle.kind() == FileKind.INDEX || handle.kind() == FileKind.PACK)) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.NOT_ALLOWED, handle);
            }
        });
        try (Repository repository = Repository.open(retaining, Play.passphrase(), options())) {
            assertThat(repository.prune(PRUNING, plan -> true).orElseThrow().retained())
                    .isPositive();
        }
        dieAtEveryStep(
                6,
                (repository, step) -> repository.prune(PRUNING, plan -> {
                    if (step == 1) {
                        assertThat(plan.repack()).isEmpty();
                        assertThat(plan.unused()).isNotEmpty();
                    }
                    return true;
                }));
    }

    private void leaveSomethingToPrune() throws IOException {
        try (Repository repository = Repository.open(new LocalBackend(place), Play.passphrase(), options())) {
            Play.save(repository, tree, Optional.empty());
            repository.forget(List.of(saved));
        }
        try (Repository repository = Play.open(place)) {
            saved = repository.snapshots().all().keySet().iterator().next();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    /** From one crash to the next the repository stays as the last has left it, as it does in life. */
    private void dieAtEveryStep(int resticEvery, Work work) throws IOException {
        Path sound = directory.resolve("before");
        copy(place, sound);
        boolean ended = false;
        for (int step = 1; !ended; step++) {
            delete(place);
            copy(sound, place);
            ended = dies(step, work);
            mustBeSound(step % resticEvery == 0 || ended, true);
            if (step % resticEvery == 0) {
                // Once more, on what the crash has left.
                assertThat(dies(Integer.MAX_VALUE, work)).isTrue();
                mustBeSound(true, true);
            }
        }
    }

    /** Whether the work ended before the step at which everything stops. */
    private boolean dies(int step, Work work) {
        var steps = new AtomicInteger();
        var dying = new FaultyBackend(new LocalBackend(place), (what, handle) -> {
            boolean changes = what.startsWith("save") || what.startsWith("remove");
            if (steps.get() >= step || changes && steps.incrementAndGet() >= step) {
                throw new Death();
            }
        });
        try (Repository repository = Repository.open(dying, Play.passphrase(), options())) {
            work.on(repository, step);
            return true;
        } catch (Death e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDiskThatIsFullAtAnyMomentIsOneSentence() {
        for (int step = 1; step < 60; step += 4) {
            var steps = new AtomicInteger();
            int full = step;
            var filling = new FaultyBackend(new LocalBackend(place), (what, handle) -> {
                if (what.equals("save") && steps.incrementAndGet() >= full) {
                    throw new Problem(ExitCode.FAILED, RepositoryMessage.DISK_FULL, handle);
                }
            });
            try (Repository repository = Repository.open(filling, Play.passphrase(), options())) {
                assertThatThrownBy(() -> {
                            Play.save(repository, tree, Optional.empty());
                            throw new IllegalStateException("it was not so much");
                        })
                        .as("step %d", step)
                        .isInstanceOfAny(Problem.class, IllegalStateException.class);
            }
            mustBeSound(step % 12 == 1, true);
        }
    }

    private static void delete(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What is done until it dies. */
    private interface Work {
        Object on(Repository repository, int step) throws IOException;
    }

    /** The end of the process, as far as a backend can play it. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
