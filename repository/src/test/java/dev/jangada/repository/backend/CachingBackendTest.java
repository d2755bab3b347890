package dev.jangada.repository.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingBackendTest extends BackendContract {

    @TempDir
    private Path directory;

    private final List<String> calls = new ArrayList<>();

    @Override
    protected Backend connect() {
        var counted = new FaultyBackend(new LocalBackend(directory.resolve("repository")), (what, handle) -> {
            synchronized (calls) {
                calls.add(what + " " + handle.kind());
            }
        });
        return new CachingBackend(counted, directory.resolve("cache"));
    }

    private Handle saved(FileKind kind, boolean trees, byte[] content) {
        var handle = new Handle(kind, handle(kind, content).name(), trees);
        backend().save(handle, Payload.of(content));
        calls.clear();
        return handle;
    }

    @Test
    void indexSnapshotsAndTreesAreNotFetchedTwice() {
        byte[] content = content(1, 5000);
        for (Handle handle : List.of(
                saved(FileKind.INDEX, false, content),
                saved(FileKind.SNAPSHOT, false, content),
                saved(FileKind.PACK, true, content))) {
            assertThat(backend().load(handle, 10, 100)).hasSize(100);
            if (handle.kind() != FileKind.PACK) {
                assertThat(backend().load(handle)).isEqualTo(content);
            }
            assertThat(calls).as(handle.toString()).isEmpty();
        }
        assertThat(backend().load(saved(FileKind.PACK, false, content))).isEqualTo(content);
        assertThat(calls).containsExactly("load PACK");
    }

    @Test
    void theCacheCanBeDeletedAtAnyTime() throws IOException {
        byte[] content = content(2, 5000);
        Handle index = saved(FileKind.INDEX, false, content);
        Handle trees = saved(FileKind.PACK, true, content);
        deleteCache();
        assertThat(backend().load(index)).isEqualTo(content);
        assertThat(backend().load(trees, 4000, 1000)).hasSize(1000);
        assertThat(calls).containsExactly("load INDEX", "load PACK");
        assertThat(backend().load(trees, 4000, 1000)).hasSize(1000);
        assertThat(calls).hasSize(2);
    }

    @Test
    void aDamagedCopyIsFetchedAgain() throws IOException {
        byte[] content = content(3, 5000);
        Handle index = saved(FileKind.INDEX, false, content);
        Handle trees = saved(FileKind.PACK, true, content);
        try (var files = Files.walk(directory.resolve("cache"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(file, new byte[] {1});
            }
        }
        assertThat(backend().load(index)).isEqualTo(content);
        assertThat(backend().load(trees, 4000, 1000)).isEqualTo(java.util.Arrays.copyOfRange(content, 4000, 5000));
    }

    @Test
    void copiesOfFilesThatAreGoneAreDropped() throws IOException {
        byte[] content = content(4, 50);
        Handle index = saved(FileKind.INDEX, false, content);
        new LocalBackend(directory.resolve("repository")).remove(index);
        assertThat(list(FileKind.INDEX)).isEmpty();
        try (var files = Files.walk(directory.resolve("cache"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void whereNothingCanBeKeptEverythingIsFetched() throws IOException {
        byte[] content = content(5, 50);
        Files.writeString(directory.resolve("file"), "in the way");
        try (var blocked =
                new CachingBackend(new LocalBackend(directory.resolve("repository")), directory.resolve("file/x"))) {
            Handle handle = handle(FileKind.INDEX, content);
            blocked.save(handle, Payload.of(content));
            assertThat(blocked.load(handle)).isEqualTo(content);
        }
    }

    @Test
    void whereNothingCanBeKeptOnlyTheWantedPartOfAPackIsFetched() throws IOException {
        byte[] content = content(6, 50_000);
        Files.writeString(directory.resolve("file"), "in the way");
        var fetched = new ArrayList<Integer>();
        var counted = new FaultyBackend(new LocalBackend(directory.resolve("repository")), (what, handle) -> {});
        counted.change((handle, bytes) -> {
            fetched.add(bytes.length);
            return bytes;
        });
        try (var blocked = new CachingBackend(counted, directory.resolve("file/x"))) {
            var trees = new Handle(FileKind.PACK, handle(FileKind.PACK, content).name(), true);
            counted.save(trees, Payload.of(content));
            for (int i = 0; i < 3; i++) {
                assertThat(blocked.load(trees, 10, 100)).hasSize(100);
            }
        }
        assertThat(fetched).as("the whole once, in vain").containsExactly(50_000, 100, 100);
    }

    private void deleteCache() throws IOException {
        try (var files = Files.walk(directory.resolve("cache"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
