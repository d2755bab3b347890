package dev.jangada.repository.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotWriterTest {

    private static final Attributes PLAIN = Attributes.of(0600, Instant.EPOCH);
    private static final WriteSettings SMALL = new WriteSettings(50_000, 8, Duration.ofMinutes(5), 1, 1 << 20, 1);

    @TempDir
    private Path directory;

    /** What comes later would be in an index without a lock, and a prune may have removed its pack. */
    @Test
    void nothingIsWrittenAnyMoreWhenTheLockIsGivenBack() throws Exception {
        Play.init(directory).close();
        var uploading = new CountDownLatch(1);
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        var slow = new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            if (what.equals("save") && handle.kind() == FileKind.PACK) {
                uploading.countDown();
                waitForInterruption();
                events.add("an upload broke off");
                throw new CancellationException("interrupted");
            }
            if (what.equals("remove") && handle.kind() == FileKind.LOCK) {
                events.add("the lock was given back");
            }
        });
        try (Repository repository =
                Repository.open(slow, Play.passphrase(), Play.options().withWriting(SMALL))) {
            SnapshotWriter writer = repository.write(Optional.empty());
            var random = new Random(1);
            writer.root().file("a", PLAIN, FileTree.noise(random, 60_000));
            writer.root().file("b", PLAIN, FileTree.noise(random, 60_000));
            uploading.await();
            Thread.currentThread().interrupt();
            writer.close();
            assertThat(Thread.interrupted())
                    .as("the interruption is still to be seen")
                    .isTrue();
        }
        assertThat(events).containsExactly("an upload broke off", "the lock was given back");
    }

    private static void waitForInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBlobThatWasTakenOnAndDidNotComeEndsTheWriter() throws Exception {
        try (Repository repository = Play.init(directory);
                SnapshotWriter writer = repository.write(Optional.empty())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> writer.root().file("a", PLAIN, new byte[1000]))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(() -> writer.finish(Play.snapshot("x"))).isInstanceOf(CancellationException.class);
        }
    }

    /** So much of what was uploaded a killed backup's successor may have to upload again. */
    @Test
    void aPackIsInAnIndexWhenHalfAMinuteHasPassed() {
        assertThat(WriteSettings.USUAL.indexEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(WriteSettings.USUAL.packsPerIndex()).isEqualTo(8);
        Play.init(directory).close();
        var saves = new CountDownLatch(2);
        var goOn = new CountDownLatch(1);
        var backend = new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            if (what.equals("save") && handle.kind() == FileKind.PACK) {
                saves.countDown();
                if (saves.getCount() == 0) {
                    await(goOn);
                }
            }
        });
        var clock = new FakeIndexClock();
        var settings = new WriteSettings(50_000, 8, WriteSettings.USUAL.indexEvery(), 1, 1 << 20, 1, clock);
        try (Repository repository = Repository.open(
                        backend, Play.passphrase(), Play.options().withWriting(settings));
                SnapshotWriter writer = repository.write(Optional.empty())) {
            // The ticks do not begin when the pack comes.
            clock.move(Duration.ofSeconds(1));
            var random = new Random(1);
            writer.root().file("a", PLAIN, FileTree.noise(random, 60_000));
            writer.root().file("b", PLAIN, FileTree.noise(random, 60_000));
            // One upload at a time: when the second begins, the first is done.
            await(saves);
            clock.move(Duration.ofSeconds(20));
            assertThat(indexFiles()).isZero();
            clock.move(Duration.ofSeconds(10));
            assertThat(indexFiles()).isEqualTo(1);
            clock.move(Duration.ofMinutes(5));
            assertThat(indexFiles()).as("nothing more to name").isEqualTo(1);
            try (Repository other = Play.open(directory)) {
                assertThat(other.reloadIndex().packs()).hasSize(1);
            }
            goOn.countDown();
            writer.finish(Play.snapshot("x"));
        } finally {
            goOn.countDown();
        }
    }

    private int indexFiles() {
        var files = new ArrayList<String>();
        try (var backend = new LocalBackend(directory)) {
            backend.list(FileKind.INDEX, (name, size) -> files.add(name));
        }
        return files.size();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
