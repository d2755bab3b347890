package dev.jangada.etcd.storage.mvcc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live keys, counted by how they begin: whatever does not fit is counted too, and told as what it is. */
class LiveCountTest {

    private static final int KEYS = 30_000;

    @TempDir
    private Path folder;

    private List<Census> census(Sorting sorting) {
        Path path = folder.resolve("db");
        try (BoltWriter writer = BoltWriter.create(path)) {
            writer.bucket("key");
            for (int i = 0; i < KEYS; i++) {
                byte[] key = ("/registry/pods/ns-" + i / 2 + "/pod-" + i).getBytes(StandardCharsets.UTF_8);
                writer.put(Encoding.revision(i + 2L, 0, false), Encoding.put(key, i + 2L, i + 2L, 1, new byte[10], 0));
            }
            writer.bucket("meta");
            writer.finish();
        }
        try (BoltFile file = BoltFile.open(path, true)) {
            Status status = Status.of(file, sorting);
            assertThat(status.liveKeys()).isEqualTo(KEYS);
            assertThat(status.census().stream().mapToLong(Census::bytes).sum()).isEqualTo(status.liveBytes());
            return status.census();
        }
    }

    @Test
    void theSortingDecides() {
        assertThat(census(Sorting.bySlashes(3))).singleElement().satisfies(all -> {
            assertThat(all.prefix()).isEqualTo("/registry/pods/");
            assertThat(all.keys()).isEqualTo(KEYS);
            assertThat(all.isRest()).isFalse();
        });
    }

    @Test
    void moreBeginningsThanFitAreOneWithoutAName() {
        List<Census> census = census(Sorting.bySlashes(4));
        assertThat(census).hasSize(Census.MOST + 1);
        assertThat(census.stream().filter(Census::isRest))
                .singleElement()
                .satisfies(rest -> assertThat(rest.keys()).isEqualTo(KEYS - 2L * Census.MOST));
        assertThat(census.stream().filter(each -> !each.isRest())).allMatch(each -> each.keys() == 2);
    }
}
