package dev.jangada.repository.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.repository.format.Id;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every backend does, and everything laid over one. */
public abstract class BackendContract {

    private static final List<FileKind> DELETED =
            List.of(FileKind.LOCK, FileKind.SNAPSHOT, FileKind.INDEX, FileKind.PACK);

    private Backend backend;

    /** Makes contact with an empty place. */
    protected abstract Backend connect() throws Exception;

    @BeforeEach
    final void makeContact() throws Exception {
        backend = connect();
    }

    @AfterEach
    final void close() {
        backend.close();
    }

    protected Backend backend() {
        return backend;
    }

    protected static Handle handle(FileKind kind, byte[] content) {
        return Handle.of(kind, Id.of(content).toString());
    }

    protected static byte[] content(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whoMayDeleteIsToldSoAndNothingIsDeletedForIt() {
        byte[] content = content(1, 100);
        for (FileKind kind : DELETED) {
            backend.save(handle(kind, content), Payload.of(content));
        }
        assertThat(backend.removalRefusal(EnumSet.copyOf(DELETED))).isEmpty();
        for (FileKind kind : DELETED) {
            var listed = new HashMap<String, Long>();
            backend.list(kind, listed::put);
            assertThat(listed).containsOnlyKeys(handle(kind, content).name());
        }
    }

    @Test
    void whatWasSavedIsLoaded() {
        for (FileKind kind : List.of(FileKind.KEY, FileKind.LOCK, FileKind.SNAPSHOT, FileKind.INDEX, FileKind.PACK)) {
            for (int size : new int[] {1, 1000, 300_000}) {
                byte[] content = content(size, size);
                Handle handle = handle(kind, content);
                backend.save(handle, Payload.of(content));
                assertThat(backend.load(handle)).isEqualTo(content);
                assertThat(backend.size(handle)).isEqualTo(size);
            }
        }
    }

    @Test
    void segmentsAreJoined() {
        byte[] whole = "one two three".getBytes(StandardCharsets.UTF_8);
        var payload = Payload.of(List.of(
                "one ".getBytes(StandardCharsets.UTF_8), new byte[0], "two three".getBytes(StandardCharsets.UTF_8)));
        Handle handle = handle(FileKind.PACK, whole);
        backend.save(handle, payload);
        assertThat(backend.load(handle)).isEqualTo(whole);
    }

    @Test
    void partsAreLoaded() {
        byte[] content = content(1, 100_000);
        Handle handle = handle(FileKind.PACK, content);
        backend.save(handle, Payload.of(content));
        for (int[] part : new int[][] {{0, 1}, {0, 100_000}, {99_999, 1}, {5, 70_000}}) {
            assertThat(backend.load(handle, part[0], part[1]))
                    .isEqualTo(java.util.Arrays.copyOfRange(content, part[0], part[0] + part[1]));
        }
        assertThatThrownBy(() -> backend.load(handle, 99_999, 2)).isInstanceOf(TruncatedFileException.class);
        assertThatThrownBy(() -> backend.load(handle, 200_000, 2)).isInstanceOf(TruncatedFileException.class);
    }

    @Test
    void whatIsNotThereIsMissing() {
        Handle handle = handle(FileKind.PACK, content(2, 5));
        assertThatThrownBy(() -> backend.load(handle)).isInstanceOf(MissingFileException.class);
        assertThatThrownBy(() -> backend.load(handle, 0, 1)).isInstanceOf(MissingFileException.class);
        assertThatThrownBy(() -> backend.size(handle)).isInstanceOf(MissingFileException.class);
        assertThatThrownBy(() -> backend.load(Handle.CONFIG)).isInstanceOf(MissingFileException.class);
        backend.remove(handle);
        assertThat(list(FileKind.PACK)).isEmpty();
    }

    @Test
    void filesAreListedByKind() {
        Map<String, Long> packs = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            byte[] content = content(i, 10 + i);
            backend.save(handle(FileKind.PACK, content), Payload.of(content));
            packs.put(Id.of(content).toString(), 10L + i);
        }
        byte[] index = content(99, 7);
        backend.save(handle(FileKind.INDEX, index), Payload.of(index));
        assertThat(list(FileKind.PACK)).isEqualTo(packs);
        assertThat(list(FileKind.INDEX)).containsOnlyKeys(Id.of(index).toString());
        assertThat(list(FileKind.SNAPSHOT)).isEmpty();
    }

    @Test
    void savingAgainIsHarmless() {
        byte[] content = content(3, 5000);
        Handle handle = handle(FileKind.SNAPSHOT, content);
        backend.save(handle, Payload.of(content));
        backend.save(handle, Payload.of(content));
        assertThat(backend.load(handle)).isEqualTo(content);
        assertThat(list(FileKind.SNAPSHOT)).hasSize(1);
    }

    @Test
    void whatWasRemovedIsGone() {
        byte[] content = content(4, 50);
        Handle handle = handle(FileKind.LOCK, content);
        backend.save(handle, Payload.of(content));
        backend.remove(handle);
        // Also when the answer was lost and it is asked for again.
        backend.remove(handle);
        assertThat(list(FileKind.LOCK)).isEmpty();
        assertThatThrownBy(() -> backend.load(handle)).isInstanceOf(MissingFileException.class);
    }

    @Test
    void theConfigurationIsCreatedOnce() {
        byte[] first = {1, 2, 3};
        assertThat(backend.create(Handle.CONFIG, Payload.of(first))).isNotEqualTo(Creation.EXISTED);
        assertThat(backend.create(Handle.CONFIG, Payload.of(new byte[] {4}))).isEqualTo(Creation.EXISTED);
        assertThat(backend.load(Handle.CONFIG)).isEqualTo(first);
        assertThatThrownBy(() -> backend.save(Handle.CONFIG, Payload.of(first)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofManyWhoCreateTheConfigurationOneDoes() throws InterruptedException {
        var created = new AtomicInteger();
        var start = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                byte[] mine = content(i, 100);
                pool.execute(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                    if (backend.create(Handle.CONFIG, Payload.of(mine)) == Creation.CREATED) {
                        created.incrementAndGet();
                    }
                });
            }
            start.countDown();
        }
        assertThat(created.get()).isEqualTo(1);
    }

    @Test
    void namesThatLeadElsewhereAreRefused() {
        assertThatThrownBy(() -> Handle.of(FileKind.KEY, "../config")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Handle.of(FileKind.KEY, "")).isInstanceOf(IllegalArgumentException.class);
    }

    protected Map<String, Long> list(FileKind kind) {
        var found = new HashMap<String, Long>();
        backend.list(kind, found::put);
        return found;
    }
}
