package dev.jangada.cli.status;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
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
    void withoutANameItIsThatOfTheContextAndWithoutARepositoryThatIsSaid(@SourceCluster ControlPlane cluster)
            throws Exception {
        String context = cluster.kubectl("config", "current-context").orFail().strip();
        Ran page = jangada(cluster.kubeconfig(), "status");
        assertThat(page.code()).as(page.out() + page.err()).isIn(0, 3);
        assertThat(page.err()).contains("The cluster is called " + context + " here, as its context is");
        assertThat(page.out())
                .contains("cluster")
                .contains(context)
                .contains("* Nothing is known of backups, because no repository is named: ");
        Ran json = jangada(cluster.kubeconfig(), "status", "-o", "json", "--quiet");
        assertThat(json.err()).isEmpty();
        JsonNode seen = Json.mapper().readTree(json.out());
        assertThat(seen.path("cluster").asText()).isEqualTo(context);
        assertThat(seen.path("findings").findValuesAsText("code")).contains("no-repository");
        assertThat(jangada(cluster.kubeconfig(), "status", "--cluster", "other").err())
                .isEmpty();
    }

    @Test
    void withoutANameAndWithoutAnAnswerTheServerIsToldAndNotTheName() throws Exception {
        Path nobody = Files.writeString(folder.resolve("kubeconfig"), """
                current-context: c
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                contexts: [{name: c, context: {cluster: c}}]
                """);
        Ran page = jangada(nobody, "status");
        assertThat(page.code()).isEqualTo(1);
        assertThat(page.err()).contains("127.0.0.1:1").doesNotContain("--cluster");
    }

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
