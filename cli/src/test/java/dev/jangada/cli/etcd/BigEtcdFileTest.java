package dev.jangada.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Main;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.mvcc.Encoding;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.JavaCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects out of an etcd file that is much larger than the heap. */
class BigEtcdFileTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int NAMESPACES = 100;

    /** With key and overhead a little more than 1 KiB a record, the least that the bound is stated for. */
    private static final int VALUE = 1 << 10;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("big.db");
    }

    @Test
    void smallFileNeedsAsMuchLess() {
        work(200L << 20, "-Xmx48m");
    }

    @Test
    @Tag("full")
    void fourGigabytesAreReadWith256MegabytesOfHeap() {
        work(4L << 30, "-Xmx256m");
    }

    private void work(long bytes, String heap) {
        long count = write(bytes);
        assertThat(file.toFile().length()).isGreaterThan(bytes);
        // One namespace, and one object.
        String listed = jangada(heap, "get", "configmaps", "-n", "ns-07", "-o", "name");
        assertThat(listed.lines().count()).isEqualTo((count - 7 + NAMESPACES - 1) / NAMESPACES);
        long one = count / 2;
        String name = name(one);
        assertThat(jangada(heap, "get", "configmap", name, "-n", namespace(one), "-o", "yaml"))
                .contains("name: " + name)
                .contains("namespace: " + namespace(one));
    }

    private String jangada(String heap, String... command) {
        String[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = "--from=etcd:" + file;
        try (ChildJvm child = JavaCommand.of(Main.class)
                .withOptions(heap, "--enable-native-access=ALL-UNNAMED")
                .start(all)) {
            return child.awaitEnd(PATIENCE).orFail();
        }
    }

    private static String namespace(long i) {
        return "ns-%02d".formatted(i % NAMESPACES);
    }

    private static String name(long i) {
        return "object-%010d".formatted(i);
    }

    /** Writes ConfigMaps of one revision each; gives their number. */
    private long write(long bytes) {
        // Three records of this size are in a page.
        long count = bytes / BoltWriter.PAGE_SIZE * 3;
        try (BoltWriter writer = BoltWriter.create(file)) {
            writer.bucket("key");
            for (long i = 0; i < count; i++) {
                long revision = i + 2;
                writer.put(Encoding.revision(revision, 0, false), record(i, revision));
            }
            writer.bucket("meta");
            writer.put("consistent_index".getBytes(StandardCharsets.US_ASCII), Encoding.number(count));
            writer.finish();
        }
        return count;
    }

    private static byte[] record(long i, long revision) {
        String key = "/registry/configmaps/" + namespace(i) + "/" + name(i);
        String begin = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name(i)
                + "\",\"namespace\":\"" + namespace(i) + "\",\"uid\":\"" + i + "\"},\"data\":{\"text\":\"";
        String value = begin + "x".repeat(VALUE - begin.length() - 3) + "\"}}";
        return Encoding.put(
                key.getBytes(StandardCharsets.US_ASCII),
                revision,
                revision,
                1,
                value.getBytes(StandardCharsets.US_ASCII),
                0);
    }
}
