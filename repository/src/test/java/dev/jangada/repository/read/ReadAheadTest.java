package dev.jangada.repository.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.BackendContract;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.NodeType;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.write.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest extends BackendContract {

    @TempDir
    private Path directory;

    @Override
    protected Backend connect() {
        return new ReadAhead(new LocalBackend(directory.resolve("contract")), new MasterIndex());
    }

    @Test
    void aTreeOfManySmallFilesTakesFewRequests() {
        Path place = directory.resolve("repository");
        Attributes plain = Attributes.of(0644, Instant.EPOCH);
        Map<String, byte[]> contents = new HashMap<>();
        var random = new Random(1);
        Written written;
        try (Repository repository = Play.init(place);
                var writer = repository.write(Optional.empty())) {
            try (var below = writer.root().directory("d", plain)) {
                for (int i = 0; i < 1000; i++) {
                    byte[] content = FileTree.noise(random, 1 + random.nextInt(9000));
                    contents.put("d/f" + i, content);
                    below.file("f" + i, plain, content);
                }
            }
            written = writer.finish(Play.snapshot("many"));
        }
        var requests = new AtomicInteger();
        var counting = new FaultyBackend(new LocalBackend(place), (what, handle) -> {
            if (what.equals("load") && handle.kind() == FileKind.PACK) {
                requests.incrementAndGet();
            }
        });
        try (Repository repository = Repository.open(counting, Play.passphrase(), Play.options())) {
            SnapshotTree tree = repository.wholeTree(written.snapshot().tree());
            Map<String, byte[]> read = new HashMap<>();
            tree.walk((path, node) -> {
                if (node.type() == NodeType.FILE) {
                    var out = new ByteArrayOutputStream();
                    try {
                        tree.copy(node, out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    read.put(path, out.toByteArray());
                }
                return true;
            });
            assertThat(read).containsOnlyKeys(contents.keySet());
            contents.forEach((path, content) -> assertThat(read.get(path)).isEqualTo(content));
            // 4.5 MB in pieces of 4 MiB; names are read in another order than they were written.
            assertThat(requests.get()).isLessThan(20);
        }
    }
}
