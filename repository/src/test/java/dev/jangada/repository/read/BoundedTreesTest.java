package dev.jangada.repository.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.repository.Repository;
import dev.jangada.repository.backend.FaultyBackend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.play.Play;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedTreesTest {

    private static final Attributes PLAIN = Attributes.of(0600, Instant.EPOCH);
    private static final int NAMES = 300;

    @TempDir
    private Path directory;

    private final List<Thread> readers = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void largeDirectoriesAreReadOneAfterTheOther() throws InterruptedException {
        assertThat(readTwo(64 << 10, Thread.State.WAITING)).isEqualTo(1);
    }

    @Test
    void smallDirectoriesAreReadAtTheSameTime() throws InterruptedException {
        assertThat(readTwo(1 << 20, Thread.State.TERMINATED)).isEqualTo(2);
    }

    /**
     * How many of two directories, of some 80 KB of JSON each, are read at the same moment, if who comes first waits until the other has
     * come too or is in a state.
     */
    private int readTwo(int bound, Thread.State state) throws InterruptedException {
        try (Repository repository = Play.init(directory);
                var writer = repository.write(Optional.empty())) {
            for (String name : List.of("a", "b")) {
                try (var below = writer.root().directory(name, PLAIN)) {
                    for (int i = 0; i < NAMES; i++) {
                        below.file(name + i, PLAIN, new byte[] {1});
                    }
                }
            }
            writer.finish(Play.snapshot("x"));
        }
        var watched = new FaultyBackend(new LocalBackend(directory), (what, handle) -> {
            if (what.equals("load") && handle.kind() == FileKind.PACK) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                waitForAnother(state);
            }
        });
        try (Repository repository = Repository.open(watched, Play.passphrase(), Play.options())) {
            Id root = repository.snapshots().all().values().iterator().next().tree();
            List<Id> trees = repository.tree(root).root().nodes().stream()
                    .map(Node::subtree)
                    .map(Optional::orElseThrow)
                    .toList();
            inside.set(0);
            most.set(0);
            var bounded = new BoundedTrees(repository.blobs(), bound);
            var names = new AtomicInteger();
            Thread other = Thread.ofPlatform().unstarted(() -> read(bounded, trees.getLast(), names));
            readers.addAll(List.of(Thread.currentThread(), other));
            other.start();
            read(bounded, trees.getFirst(), names);
            other.join();
            assertThat(names).hasValue(2 * NAMES);
            return most.get();
        }
    }

    private void read(BoundedTrees bounded, Id tree, AtomicInteger names) {
        int[] count = {0};
        bounded.eachNode(tree, node -> {
            names.incrementAndGet();
            count[0]++;
            if (count[0] == NAMES) {
                inside.decrementAndGet();
            }
        });
    }

    private void waitForAnother(Thread.State state) {
        for (Thread reader : readers) {
            while (!reader.equals(Thread.currentThread())
                    && reader.isAlive()
                    && most.get() < 2
                    && reader.getState() != state) {
                Thread.onSpinWait();
            }
        }
    }
}
