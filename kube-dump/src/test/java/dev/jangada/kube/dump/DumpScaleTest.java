package dev.jangada.kube.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large dumps: time, memory, and files of more than 2 GiB. */
class DumpScaleTest {

    private static final List<String> KINDS = List.of("configmaps", "secrets", "deployments.apps", "services");

    @TempDir
    private Path directory;

    /** Makes objects as they are asked for and keeps none. */
    private static final class Stream extends MemorySource {

        private final int perKind;
        private final int bytes;

        Stream(int perKind, int bytes) {
            this.perKind = perKind;
            this.bytes = bytes;
        }

        @Override
        public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
            if (!KINDS.contains(kind.resourceName())) {
                return new Reading(kind, 0, 0, List.of("1"), false);
            }
            String value = "x".repeat(bytes);
            for (int i = 0; i < perKind; i++) {
                sink.accept(KubeObject.of(
                        kind.apiVersion(),
                        kind.kind(),
                        ("{\"metadata\":{\"name\":\"object-%06d\",\"namespace\":\"namespace-%03d\",\"uid\":\"0\",\"resourceVersion\":\"%d\","
                                        + "\"managedFields\":[{\"manager\":\"kubectl\",\"fieldsV1\":{\"f:data\":{}}}],\"labels\":{\"app\":\"web\"}},"
                                        + "\"data\":{\"k\":\"%s\"},\"spec\":{\"replicas\":3,\"template\":{\"metadata\":{\"labels\":{\"app\":\"web\"}}}}}")
                                .formatted(i, i % 300, i, value)
                                .getBytes(StandardCharsets.UTF_8)));
            }
            return new Reading(kind, perKind, 0, List.of("1"), false);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void dump(int perKind, int bytes) {
        long begin = System.nanoTime();
        DumpResult result = new DumpWriter("jangada test", Clock.systemUTC())
                .write(
                        new Stream(perKind, bytes),
                        directory.resolve("d"),
                        new DumpOptions(Scrub.GUIDE, true, Selection.ALL, 4, false));
        System.out.printf(
                "%,d objects, %,d bytes written in %.1f s%n",
                result.objects(), result.bytes(), (System.nanoTime() - begin) / 1e9);
        assertThat(result.objects()).isEqualTo((long) perKind * KINDS.size());
    }

    private static void everyObjectIsThere(DumpSource source, int perKind) {
        for (String name : KINDS) {
            ResourceKind kind = source.kinds().find(name).getFirst();
            assertThat(source.read(kind, Selection.ALL, KubeObject::name).objects())
                    .isEqualTo(perKind);
            for (int i = 0; i < perKind; i += 1 + perKind / 100) {
                assertThat(source.get(kind, "namespace-%03d".formatted(i % 300), "object-%06d".formatted(i)))
                        .isPresent();
            }
        }
    }

    @Test
    @Tag("full")
    void anIndexOf300000ObjectsIsSmall() {
        dump(75_000, 600);
        long before = heap();
        long begin = System.nanoTime();
        try (DumpSource source = DumpSource.open(directory.resolve("d"))) {
            System.out.printf("opened in %.1f s%n", (System.nanoTime() - begin) / 1e9);
            long index = heap() - before;
            System.out.printf("the index has %,d bytes%n", index);
            assertThat(index).isLessThan(60L << 20);
            begin = System.nanoTime();
            everyObjectIsThere(source, 75_000);
            System.out.printf("read in %.1f s%n", (System.nanoTime() - begin) / 1e9);
        }
    }

    @Test
    @Tag("full")
    void aFileOfMoreThan2GiBIsWrittenAndRead() throws IOException {
        dump(600, 1_000_000);
        assertThat(Files.size(directory.resolve("d/cluster-dump.json"))).isGreaterThan(1L << 31);
        try (DumpSource source = DumpSource.open(directory.resolve("d"))) {
            everyObjectIsThere(source, 600);
        }
    }

    @Test
    void manyObjectsAreWrittenAndRead() {
        dump(2_000, 200);
        try (DumpSource source = DumpSource.open(directory.resolve("d"))) {
            everyObjectIsThere(source, 2_000);
        }
    }
}
