package dev.jangada.etcd.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.mvcc.Encoding;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that deletes all keys of a database at once, with little heap. */
class DeletedRangeTest {

    private static final int KEYS = 400_000;

    @TempDir
    Path folder;

    /** Replays the log beside a database, and prints what is left. */
    static final class Replaying {

        private Replaying() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            try (BoltFile base = BoltFile.open(folder.resolve("db"), true);
                    BoltFile result =
                            Replay.run(base, folder, false, folder).file().orElseThrow()) {
                Mvcc mvcc = Mvcc.of(result);
                System.out.println(mvcc.currentRevision() + " revisions, "
                        + mvcc.at(mvcc.currentRevision()).size() + " keys");
            }
        }
    }

    @Test
    void costsNoMoreHeapThanTheKeysDoAnyway() throws IOException {
        try (BoltWriter writer = BoltWriter.create(folder.resolve("db"))) {
            writer.bucket("key");
            for (int i = 0; i < KEYS; i++) {
                byte[] key = "k/%08d".formatted(i).getBytes(StandardCharsets.US_ASCII);
                writer.put(Encoding.revision(i + 2, 0, false), Encoding.put(key, i + 2, i + 2, 1, key, 0));
            }
            writer.finish();
        }
        new LogOfRequests()
                .request(5, new ProtoWriter().text(1, "k/").text(2, "k0"))
                .request(4, new ProtoWriter().text(1, "k/1").text(2, "v"))
                .write(folder);
        try (ChildJvm child = JavaCommand.of(Replaying.class)
                .withOptions("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .start(folder.toString())) {
            assertThat(child.awaitEnd(Duration.ofMinutes(2)).orFail()).contains((KEYS + 3) + " revisions, 1 keys");
        }
    }
}
