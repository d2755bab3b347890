package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 256 MiB of heap are enough for a file of 4 GiB with values of 1 KiB, and for smaller files as much less. */
class HeapTest {

    @TempDir
    Path folder;

    @Test
    void smallFileNeedsAsMuchLess() {
        work(300L << 20, "-Xmx24m");
    }

    @Test
    @Tag("full")
    void fourGigabytesAreDoneIn256MegabytesOfHeap() throws IOException {
        Map<String, Long> ours = work(4L << 30, "-Xmx256m");
        String file = folder.resolve("big.db").toString();
        JsonNode status = etcdutl("snapshot", "status", file, "-w", "json");
        assertThat(status.path("hash").asLong()).isEqualTo(ours.get("status"));
        assertThat(status.path("totalKey").asLong()).isEqualTo(ours.get("keys"));
        // Last: etcdutl opens the file for writing.
        JsonNode hash = etcdutl("hashkv", file, "-w", "json");
        assertThat(hash.path("hash").asLong()).isEqualTo(ours.get("hashkv"));
    }

    private Map<String, Long> work(long bytes, String heap) {
        Path file = folder.resolve("big.db");
        long keys = BigFile.write(file, bytes);
        assertThat(file).satisfies(big -> assertThat(big.toFile().length()).isBetween(bytes, bytes * 102 / 100));
        try (ChildJvm child = JavaCommand.of(BigFileWork.class)
                .withOptions(heap, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .start(file.toString(), folder.resolve("restored").toString(), Long.toString(keys))) {
            CommandResult result = child.awaitEnd(Duration.ofMinutes(30));
            Map<String, Long> said = new TreeMap<>();
            result.orFail().lines().forEach(line -> {
                String[] parts = line.split("=", -1);
                said.put(parts[0], Long.valueOf(parts[1]));
            });
            long listed = keys / 100 + (keys % 100 > 7 ? 1 : 0);
            assertThat(said)
                    .containsEntry("verify", 0L)
                    .containsEntry("keys", keys)
                    .containsEntry("all", keys)
                    .containsEntry("prefix", listed)
                    .containsEntry("listed", listed * BigFile.VALUE)
                    .containsEntry("one", (long) BigFile.VALUE);
            assertThat(said.get("restored")).isEqualTo(said.get("hashkv"));
            return said;
        }
    }

    private static JsonNode etcdutl(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(EtcdVersion.V3_6.etcdutl().toString()));
        command.addAll(List.of(arguments));
        return Json.mapper().readTree(CommandResult.of(command, new byte[0]).orFail());
    }
}
