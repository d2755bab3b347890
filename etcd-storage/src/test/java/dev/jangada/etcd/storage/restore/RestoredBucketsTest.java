package dev.jangada.etcd.storage.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.Bucket;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets that nobody knows, and what becomes of them. */
class RestoredBucketsTest {

    @TempDir
    Path folder;

    @Test
    void namesThatAreNoTextAndLookTheSameAreKeptApart() {
        Path file = folder.resolve("source");
        try (BoltWriter writer = BoltWriter.create(file)) {
            writer.bucket("key");
            for (int first : new int[] {0xC3, 0xC4}) {
                writer.bucket(new byte[] {(byte) first, '('});
                writer.put(new byte[] {1}, new byte[] {(byte) first});
            }
            writer.finish();
        }
        NewCluster one = NewCluster.parse("n1=http://127.0.0.1:2380", NewCluster.DEFAULT_TOKEN);
        Path data = folder.resolve("data");
        try (EtcdFile source = EtcdFile.open(file, OpenOptions.standard())) {
            var _ = Restore.run(
                    source, one, RestoreOptions.plain(), List.of(new Target("n1", data, Optional.empty())), step -> {});
        }
        Map<Integer, Integer> values = new HashMap<>();
        try (BoltFile db = BoltFile.open(data.resolve("member/snap/db"), false)) {
            for (Bucket bucket : db.buckets()) {
                if (bucket.nameBytes()[1] == '(') {
                    values.put(
                            bucket.nameBytes()[0] & 0xFF,
                            bucket.cursor().value().get(ValueLayout.JAVA_BYTE, 0) & 0xFF);
                }
            }
        }
        assertThat(values).isEqualTo(Map.of(0xC3, 0xC3, 0xC4, 0xC4));
    }
}
