package dev.jangada.cli.etcd;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.EtcdCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a member that was killed, and the old guide's archive of it. */
class EtcdDirectoriesTest {

    @TempDir
    private Path folder;

    @Test
    void theLogOfAKilledMemberIsAppliedAndAnArchiveIsReadAsItIs() {
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.flags("--backend-batch-interval=1h"))) {
            etcd.gateway().put("/app/one", new byte[] {1});
            etcd.gateway().put("/app/two", new byte[] {2});
            etcd.member(0).kill();
            String data = etcd.member(0).dataDirectory().toString();

            Ran keys = jangada("etcd", "keys", data);
            assertThat(keys.code()).as(keys.err()).isZero();
            assertThat(keys.out().lines()).containsExactly("/app/one", "/app/two");
            Ran status = jangada("etcd", "status", data);
            assertThat(status.out()).contains("a member's data directory");
            assertThat(status.err()).contains("The write-ahead log was ahead of the database");

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
        }
    }
}
