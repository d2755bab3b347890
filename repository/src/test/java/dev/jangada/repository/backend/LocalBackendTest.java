package dev.jangada.repository.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBackendTest extends BackendContract {

    @TempDir
    private Path directory;

    @Override
    protected Backend connect() {
        return new LocalBackend(directory.resolve("not/there/yet"));
    }

    @Test
    void onlyTheUserMayReadAndNothingTemporaryStays() throws IOException {
        byte[] content = content(1, 100);
        Handle handle = handle(FileKind.PACK, content);
        backend().save(handle, Payload.of(content));
        backend().create(Handle.CONFIG, Payload.of(content));
        Path root = Path.of(backend().location());
        try (var all = Files.walk(root)) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
                assertThat(String.valueOf(path.getFileName())).doesNotContain("tmp");
            }
        }
        assertThat(root.resolve("data/" + handle.name().substring(0, 2) + "/" + handle.name()))
                .exists();
    }

    @Test
    void whatLiesBesideIsPassedOver() throws IOException {
        byte[] content = content(1, 100);
        backend().save(handle(FileKind.SNAPSHOT, content), Payload.of(content));
        Files.writeString(Path.of(backend().location(), "snapshots", "desktop.ini"), "x");
        assertThat(list(FileKind.SNAPSHOT)).hasSize(1);
    }

    @Test
    void whatBrokenSavesHaveLeftIsTidiedUp() throws IOException {
        byte[] content = content(1, 100);
        Handle handle = handle(FileKind.PACK, content);
        backend().save(handle, Payload.of(content));
        Path pack = Path.of(backend().location(), handle.path());
        Path old = Files.writeString(pack.resolveSibling(handle.name() + "-tmp-123"), "half");
        Path others = Files.writeString(pack.resolveSibling("notes-tmp-1"), "not ours");
        Instant now = Instant.now();
        backend().tidy(now.minusSeconds(3600));
        assertThat(old).exists();
        backend().tidy(now.plusSeconds(3600));
        assertThat(old).doesNotExist();
        assertThat(others).exists();
        assertThat(backend().load(handle)).isEqualTo(content);
    }

    @Test
    void aFileInTheWayIsOneSentence() throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "x");
        byte[] content = content(1, 10);
        try (var blocked = new LocalBackend(file)) {
            assertThatThrownBy(() -> blocked.save(handle(FileKind.KEY, content), Payload.of(content)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
