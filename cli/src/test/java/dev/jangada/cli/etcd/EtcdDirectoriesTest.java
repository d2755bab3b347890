package dev.jangada.cli.etcd;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.EtcdCluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a member that was killed, and the old guide's archive of it. */
class EtcdDirectoriesTest {

    @TempDir
    private Path folder;

    @Test
    void theLogOfAKilledMemberIsAppliedAndAnArchiveIsReadAsItIs() throws IOException {
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.flags("--backend-batch-interval=1h"))) {
            etcd.gateway().put("/app/one", new byte[] {1});
            etcd.gateway().put("/app/two", new byte[] {2});
            etcd.member(0).kill();
            String data = etcd.member(0).dataDirectory().toString();

            Ran keys = jangada("etcd", "keys", data);
            assertThat(keys.code()).as(keys.err()).isZero();
            assertThat(keys.out().lines()).containsExactly("/app/one", "/app/two");
            assertThat(keys.err()).contains("The write-ahead log was ahead of the database");
            assertThat(jangada("etcd", "keys", data, "--quiet").err()).isEmpty();
            Ran status = jangada("etcd", "status", data);
            assertThat(status.out()).contains("a member's data directory");
            assertThat(status.err()).contains("The write-ahead log was ahead of the database");
            JsonNode json = Json.mapper()
                    .readTree(jangada("etcd", "status", data, "-o", "json").out());
            JsonNode log = json.path("log");
            assertThat(log.path("voters").asInt()).isOne();
            assertThat(log.path("appliedIndex")).isEqualTo(log.path("lastIndex"));
            assertThat(log.path("databaseIndex").asLong())
                    .isLessThan(log.path("lastIndex").asLong());
            // Of the last entry it is not known yet that it is on a majority.
            assertThat(log.path("commitIndex").asLong())
                    .isLessThan(log.path("lastIndex").asLong());
            assertThat(status.out())
                    .contains("goes up to entry " + log.path("lastIndex").asText())
                    .contains("up to entry " + log.path("commitIndex").asText());
            // The file that lies there, not the one that was made of it and the log.
            Path db = etcd.member(0).database();
            assertThat(json.at("/usage/fileSize").asLong()).isEqualTo(Files.size(db));
            JsonNode own = Json.mapper()
                    .readTree(jangada("etcd", "status", db.toString(), "-o", "json")
                            .out());
            assertThat(json.path("hash")).isEqualTo(own.path("hash"));
            assertThat(json.path("totalSize")).isEqualTo(own.path("totalSize"));
            assertThat(json.path("revision").asLong())
                    .isGreaterThan(own.path("revision").asLong());
            Ran verified = jangada("etcd", "verify", data);
            assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
            assertThat(verified.out())
                    .contains("at revision " + json.path("revision").asText());

            Path restored = folder.resolve("new");
            Ran restore = jangada("etcd", "restore", data, "--data-dir", restored.toString());
            assertThat(restore.code()).as(restore.err()).isZero();
            assertThat(jangada("etcd", "keys", restored.toString()).out().lines())
                    .containsExactly("/app/one", "/app/two");

            String archive = folder.resolve("backup.tgz").toString();
            CommandResult.of(List.of("tar", "-C", data, "-czf", archive, "member"), new byte[0])
                    .orFail();
            Ran packed = jangada("etcd", "verify", archive);
            assertThat(packed.code()).as(packed.err()).isZero();
            assertThat(packed.err()).contains("read alone");

            damageTheOlderMeta(db);
            Ran damaged = jangada("etcd", "verify", data);
            assertThat(damaged.code()).isEqualTo(4);
            assertThat(damaged.out()).contains("the meta in page");
            assertThat(jangada("etcd", "keys", data).code()).isZero();
        }
    }

    /** bbolt's metas are the first two pages; the number of the transaction, at byte 64, says which one counts. */
    private static void damageTheOlderMeta(Path db) throws IOException {
        try (var file = new RandomAccessFile(db.toFile(), "rw")) {
            file.seek(64);
            long first = Long.reverseBytes(file.readLong());
            file.seek(4096 + 64);
            long second = Long.reverseBytes(file.readLong());
            file.seek((first < second ? 0 : 4096) + 72);
            file.writeLong(0);
        }
    }
}
