package dev.jangada.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.write.Written;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that stays open while others write and prune. */
class LongLivedTest {

    private static final Attributes PLAIN = Attributes.of(0644, Instant.EPOCH);

    @TempDir
    private Path directory;

    private final AtomicInteger indexLoads = new AtomicInteger();

    @BeforeEach
    void make() {
        Play.init(directory).close();
    }

    /** One that counts how often it loads an index file. */
    private Repository counting() {
        var backend = new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            if (what.equals("load") && handle.kind() == FileKind.INDEX) {
                indexLoads.incrementAndGet();
            }
        });
        return Repository.open(backend, Play.passphrase(), Play.options());
    }

    private static Written write(Repository repository, int seed) {
        try (var writer = repository.write(Optional.empty())) {
            writer.root().file("same", PLAIN, FileTree.noise(new Random(0), 5_000));
            writer.root().file("f", PLAIN, FileTree.noise(new Random(seed), 50_000));
            return writer.finish(Play.snapshot("s" + seed));
        }
    }

    private static void mustRead(Repository repository, Written written, int seed) {
        Id root = written.snapshot().tree();
        assertThat(repository.tree(root).read("f")).hasBinaryContent(FileTree.noise(new Random(seed), 50_000));
        assertThat(repository.wholeTree(root).read("same")).hasBinaryContent(FileTree.noise(new Random(0), 5_000));
    }

    @Test
    void whatOthersWriteIsFoundAndEachIndexFileIsReadOnce() {
        try (Repository reader = counting();
                Repository writer = Play.open(directory)) {
            for (int seed = 1; seed <= 5; seed++) {
                Written written = write(writer, seed);
                mustRead(reader, written, seed);
                assertThat(indexLoads).hasValue(seed);
            }
            assertThat(reader.info().blobs()).isEqualTo(writer.info().blobs()).isEqualTo(5 + 5 + 1);
            write(writer, 6);
            write(reader, 7);
            assertThat(indexLoads).as("also by whoever begins to write").hasValue(6);
        }
    }

    @Test
    void whatOthersPruneIsFoundInItsNewPlace() {
        try (Repository reader = counting();
                Repository other = Play.open(directory)) {
            Written first = write(other, 1);
            Written second = write(other, 2);
            mustRead(reader, first, 1);
            var opened = reader.tree(second.snapshot().tree());
            // The file that both have lies in the first's pack, which is written anew.
            other.forget(List.of(first.id()));
            assertThat(other.prune(
                            new PruneOptions(0, 0), plan -> !plan.repack().isEmpty()))
                    .isPresent();
            assertThat(opened.read("same")).hasBinaryContent(FileTree.noise(new Random(0), 5_000));
            mustRead(reader, second, 2);
            mustRead(reader, write(reader, 3), 3);
        }
        Restic.on(directory, Play.PASSPHRASE).mustCheckClean();
    }

    @Test
    void whatNobodyHasIsSaidToBeMissing() {
        try (Repository reader = counting();
                Repository other = Play.open(directory)) {
            Written written = write(other, 1);
            mustRead(reader, written, 1);
            Blob nowhere = Blob.data(Id.of(new byte[] {1, 2, 3}));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> reader.blobs().load(nowhere))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT))
                        .hasMessageContaining("No index of");
            }
            assertThat(indexLoads).hasValue(1);
        }
    }
}
