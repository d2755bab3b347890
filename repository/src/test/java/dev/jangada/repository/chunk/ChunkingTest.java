package dev.jangada.repository.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.play.Restic;
import dev.jangada.repository.write.Written;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is cut as its writer says, and read by everybody. */
class ChunkingTest {

    private static final int PAGE = 4096;
    private static final Attributes PLAIN = Attributes.of(0600, Instant.EPOCH);

    @TempDir
    private Path directory;

    private static Written write(Repository repository, byte[] content, Chunking chunking) {
        try (var writer = repository.write(Optional.empty())) {
            writer.root().file("db", PLAIN, new ByteArrayInputStream(content), chunking);
            return writer.finish(Play.snapshot("etcd"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pagesThatChangeHereAndThereCostTheirPieces() throws IOException {
        var random = new Random(1);
        byte[] before = FileTree.noise(random, 6_000_032);
        byte[] after = before.clone();
        for (int i = 0; i < 10; i++) {
            after[i * 600_000 / PAGE * PAGE + 17] ^= 1;
        }
        try (Repository repository = Play.init(directory)) {
            Written first = write(repository, before, Chunking.ETCD);
            Written second = write(repository, after, Chunking.ETCD);
            assertThat(second.newBytes()).isBetween(9 * 65_536L + 8_192, 9 * 65_536L + 8_192 + 20_000);
            Written asRestic = write(repository, after, Chunking.CONTENT);
            assertThat(asRestic.newBytes()).isGreaterThan(6_000_000);
            assertThat(repository.tree(first.snapshot().tree()).read("db")).hasBinaryContent(before);
            assertThat(repository.wholeTree(second.snapshot().tree()).read("db"))
                    .hasBinaryContent(after);
            Node node = repository.tree(second.snapshot().tree()).find("db").orElseThrow();
            assertThat(node.content()).hasSize(93);
            assertThat(node.size()).isEqualTo(6_000_032);
            Restic restic = Restic.on(directory, Play.PASSPHRASE);
            restic.mustCheckClean();
            restic.must(
                    "restore",
                    second.id().toString(),
                    "--target",
                    directory.resolve("out").toString());
            assertThat(Files.readAllBytes(directory.resolve("out/db"))).isEqualTo(after);
        }
    }

    /** Over a slow line a request for each piece would take longer than the bytes. */
    @Test
    void aFileOfManyPiecesIsReadWithFewRequests() {
        byte[] content = FileTree.noise(new Random(2), 6_000_000);
        Written written;
        try (Repository repository = Play.init(directory)) {
            written = write(repository, content, Chunking.ETCD);
        }
        var loads = new AtomicInteger();
        var counting = new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            if (what.equals("load") && handle.kind() == FileKind.PACK) {
                loads.incrementAndGet();
            }
        });
        try (Repository repository = Repository.open(counting, Play.passphrase(), Play.options())) {
            assertThat(repository.tree(written.snapshot().tree()).read("db")).hasBinaryContent(content);
            assertThat(loads).hasValueLessThan(20);
        }
    }

    @Test
    void piecesHaveASensibleLength() {
        assertThatThrownBy(() -> new Chunking.Pieces(100, 8192)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Chunking.Pieces(8192, 9 << 20)).isInstanceOf(IllegalArgumentException.class);
    }
}
