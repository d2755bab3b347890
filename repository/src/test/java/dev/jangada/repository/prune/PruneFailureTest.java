package dev.jangada.repository.prune;

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
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.write.WriteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneFailureTest {

    private static final Attributes PLAIN = Attributes.of(0600, Instant.EPOCH);
    private static final WriteSettings SMALL = new WriteSettings(20_000, 100, Duration.ofMinutes(5), 1, 1 << 20, 1);

    @TempDir
    private Path directory;

    @Test
    void whatAPruneHasCopiedBeforeItFailedIsInAnIndex() {
        Id first = write(0, 60);
        write(30, 90);
        var saved = new AtomicInteger();
        var failing = new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            if (what.equals("saved") && handle.kind() == FileKind.PACK) {
                saved.incrementAndGet();
            }
            if (what.equals("load") && handle.kind() == FileKind.PACK && saved.get() >= 2) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.CANNOT_READ, handle, "the disk is gone");
            }
        });
        try (Repository repository =
                Repository.open(failing, Play.passphrase(), Play.options().withWriting(SMALL))) {
            repository.forget(List.of(first));
            assertThatThrownBy(() -> repository.prune(new PruneOptions(0, 0), plan -> true))
                    .hasMessageContaining("the disk is gone");
        }
        assertThat(saved.get()).isGreaterThanOrEqualTo(2);
        try (Repository repository = Play.open(directory)) {
            CheckReport report = repository.check(PackSelection.all());
            assertThat(report.findings()).as("packs that no index names").isEmpty();
        }
    }

    private Id write(int from, int to) {
        boolean fresh = from == 0;
        try (Repository repository = fresh
                        ? Play.init(directory)
                        : Repository.open(
                                new LocalBackend(directory),
                                Play.passphrase(),
                                Play.options().withWriting(SMALL));
                var writer = repository.write(Optional.empty())) {
            for (int i = from; i < to; i++) {
                writer.root().file("f" + i, PLAIN, FileTree.noise(new Random(i), 4_000));
            }
            return writer.finish(Play.snapshot("x")).id();
        }
    }
}
