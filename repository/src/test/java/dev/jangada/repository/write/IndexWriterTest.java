package dev.jangada.repository.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.problem.RepositoryMessage;
import dev.jangada.repository.store.SealedFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexWriterTest {

    private static final WriteSettings AT_ONCE = new WriteSettings(1 << 20, 8, Duration.ZERO, 1, 1 << 20, 1);

    @TempDir
    private Path directory;

    private SealedFiles files(FaultyBackend.Before before) {
        return new SealedFiles(new FaultyBackend(new LocalBackend(directory), before), SealingKey.random());
    }

    private static IndexWriter writer(SealedFiles files) {
        var writer = new IndexWriter(files, new Claims(new MasterIndex()), AT_ONCE);
        Blob blob = Blob.data(Id.of(new byte[] {1}));
        writer.stored(Id.of(new byte[] {2}), List.of(new PackedBlob(blob, 0, 33, 0)));
        return writer;
    }

    /** A snapshot is written after a flush; until then every index file must be there, also one that another thread began. */
    @Test
    void aFlushWaitsForTheIndexThatAnotherThreadIsWriting() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        SealedFiles files = files((what, handle) -> {
            if (what.equals("save")) {
                begun.countDown();
                await(goOn);
            }
        });
        IndexWriter writer = writer(files);
        Thread tick = Thread.startVirtualThread(writer::flushIfOld);
        begun.await();
        var listed = new AtomicInteger(-1);
        Thread flush = Thread.ofPlatform().start(() -> {
            writer.flush();
            listed.set(files.list(FileKind.INDEX).size());
        });
        while (flush.getState() != Thread.State.WAITING && flush.isAlive()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        flush.join();
        tick.join();
        assertThat(listed).as("index files when the flush had ended").hasValue(1);
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() {
        var full = new AtomicInteger(1);
        SealedFiles files = files((what, handle) -> {
            if (what.equals("save") && full.getAndDecrement() > 0) {
                throw new Problem(ExitCode.FAILED, RepositoryMessage.DISK_FULL, handle);
            }
        });
        IndexWriter writer = writer(files);
        assertThatThrownBy(writer::flushIfOld).isInstanceOf(Problem.class);
        writer.flush();
        assertThat(files.list(FileKind.INDEX)).hasSize(1);
        writer.flush();
        assertThat(files.list(FileKind.INDEX)).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
