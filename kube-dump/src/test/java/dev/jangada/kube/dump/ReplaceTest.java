package dev.jangada.kube.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump takes the place of another one at once, whatever comes between. */
class ReplaceTest {

    private static final DumpOptions FORCE = new DumpOptions(Scrub.NONE, true, Selection.ALL, 2, true);

    private final DumpWriter writer = new DumpWriter("jangada test", Clock.systemUTC());

    @TempDir
    private Path directory;

    private static MemorySource source(int objects) {
        var source = new MemorySource();
        for (int i = 0; i < objects; i++) {
            source.add(DumpFaultTest.configMap(i, 100));
        }
        return source;
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static long objects(Path dump) throws IOException {
        try (Stream<String> lines = Files.lines(dump.resolve("cluster-dump.json"))) {
            return lines.filter(line -> line.contains("\"ConfigMap\"")).count();
        }
    }

    @Test
    void atNoMomentTheDumpIsMissing() throws Exception {
        Path dump = directory.resolve("d");
        writer.write(source(1), dump, FORCE);
        var ended = new AtomicBoolean();
        var looks = new AtomicInteger();
        var missing = new AtomicInteger();
        var looking = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!ended.get()) {
                if (!Files.exists(dump)) {
                    missing.incrementAndGet();
                }
                looks.incrementAndGet();
                looking.countDown();
            }
        });
        looking.await();
        for (int i = 0; i < 60; i++) {
            writer.write(source(2), dump, FORCE);
        }
        ended.set(true);
        reader.join();

        assertThat(looks.get()).isGreaterThan(60);
        assertThat(missing.get()).isZero();
        assertThat(names(directory)).containsExactly("d");
    }

    @Test
    void namesAreExchangedOrNothingHappens() throws IOException {
        Path one = Files.createDirectory(directory.resolve("um – 一"));
        Path other = Files.createDirectory(directory.resolve("outro"));
        Files.writeString(one.resolve("in"), "one");

        assertThat(Exchange.swap(one, other)).isTrue();
        assertThat(other.resolve("in")).hasContent("one");
        assertThat(one).isEmptyDirectory();

        assertThat(Exchange.swap(one, directory.resolve("nowhere"))).isFalse();
        assertThat(one).isEmptyDirectory();
    }

    @Test
    void aWriterThatDiedWhenItsDumpHadItsNameIsInNobodysWay() throws IOException {
        Path dump = directory.resolve("d");
        writer.write(source(3), dump, FORCE);
        Files.createFile(dump.resolve(Leftovers.LOCK));

        DumpResult result = writer.write(source(0), dump, FORCE);

        Path old = result.keptAside().orElseThrow();
        assertThat(old.getFileName().toString()).startsWith(".d.old-");
        assertThat(objects(old)).isEqualTo(3);
        assertThat(names(dump)).containsExactly("cluster-dump.json", "dump.json", "nodes.json", "ns.json");
        writer.write(source(1), dump, FORCE);
        assertThat(objects(old)).as("nobody sweeps an old dump").isEqualTo(3);
    }

    @Test
    void aWholeDumpThatNeverGotItsNameIsSwept() throws IOException {
        Path abandoned = directory.resolve(".d.tmp-1-1-dead");
        writer.write(source(3), abandoned, FORCE);
        Files.createFile(abandoned.resolve(Leftovers.LOCK));

        writer.write(source(1), directory.resolve("d"), FORCE);

        assertThat(names(directory)).containsExactly("d");
    }

    @Test
    void anInterruptWhileReadingLeavesNothing() throws Exception {
        var reading = new CountDownLatch(1);
        var source = new MemorySource() {
            @Override
            public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
                sink.accept(DumpFaultTest.configMap(1, 10_000));
                reading.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park();
                }
                throw new CancellationException("as a cluster's reader does");
            }
        };
        var ended = new CompletableFuture<DumpResult>();
        Thread writing = Thread.ofPlatform().start(() -> {
            try {
                ended.complete(writer.write(source, directory.resolve("d"), FORCE));
            } catch (RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        reading.await();
        writing.interrupt();
        writing.join();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(ended::join);
        assertThat(names(directory)).isEmpty();
    }

    /** Whenever it comes: either the old dump is there and nothing else, or the new one, and that is what is told. */
    @Test
    void anInterruptAtAnyMomentLeavesOneWholeDumpAndTheTruth() throws Exception {
        Path dump = directory.resolve("d");
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        writer.write(source(5), dump, FORCE);
        long before = System.nanoTime();
        writer.write(source(5), dump, FORCE);
        long took = System.nanoTime() - before;
        long expected = 5;
        for (int i = 0; i < 100; i++) {
            int objects = i % 7 + 1;
            var told = new AtomicReference<Object>();
            Thread writing = Thread.ofPlatform().start(() -> {
                try {
                    told.set(writer.write(source(objects), dump, FORCE));
                } catch (CancellationException e) {
                    told.set(e);
                }
            });
            LockSupport.parkNanos(random.nextLong(2 * took));
            writing.interrupt();
            writing.join();
            if (told.get() instanceof DumpResult result) {
                expected = objects;
                assertThat(result.keptAside()).isEmpty();
            } else {
                assertThat(told.get()).isInstanceOf(CancellationException.class);
            }
            assertThat(objects(dump)).isEqualTo(expected);
            assertThat(names(directory)).containsExactly("d");
        }
    }
}
