package dev.jangada.cli.status;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a user sees it, of real servers. */
@Lab
class StatusTest {

    @TempDir
    Path folder;

    @Test
    void howFullEtcdMayBecomeIsShown() throws Exception {
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.members(1))) {
            Path settings = Files.writeString(
                    folder.resolve("jangada.yaml"), """
                    cluster:
                      name: production
                      kubeconfig: nowhere
                      etcd:
                        endpoints: ["%s"]
                    """.formatted(etcd.leader().endpoint()));
            Ran page = jangada("status", "--config", settings.toString());
            assertThat(page.out()).containsPattern("database [0-9.]+ kB of at most 8\\.6 GB, [0-9.]+ kB of it in use");
            JsonNode seen = Json.mapper()
                    .readTree(jangada("status", "--config", settings.toString(), "-o", "json")
                            .out());
            assertThat(seen.at("/etcd/members/0/dbSizeQuota").asLong()).isEqualTo(8_589_934_592L);
        }
    }
}
