package dev.jangada.cli.schedule;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.cli.Ran;
import dev.jangada.cli.evidence.PlantedBackups;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
import dev.jangada.repository.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs without anybody there, against a real cluster. */
@Lab
class ScheduleTest {

    @TempDir
    Path folder;

    private Ran schedule(PlantedBackups planted, String... words) {
        return Ran.withEnvironment(
                Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
                false,
                Stream.concat(
                                Stream.concat(Stream.of("schedule"), Stream.of(words)),
                                Stream.of("--config", planted.settings().toString()))
                        .toArray(String[]::new));
    }

    private String settings() {
        return """
                retention:
                  keepLast: 2
                schedule:
                  prune: always
                metrics:
                  textfile: jangada.prom
                onFailure: [/bin/sh, -c, 'env | grep ^JANGADA_ > "%s"']
                """.formatted(folder.resolve("told"));
    }

    private static void pointTo(PlantedBackups planted, String kubeconfig) throws Exception {
        pointTo(planted, kubeconfig, "");
    }

    private static void pointTo(PlantedBackups planted, String kubeconfig, String etcd) throws Exception {
        String settings = Files.readString(planted.settings())
                .replace("  name: production\n", "  name: production\n  kubeconfig: \"" + kubeconfig + "\"\n" + etcd);
        Files.writeString(planted.settings(), settings);
    }

    private String kubeconfigOfNobody() throws Exception {
        return Files.writeString(folder.resolve("kubeconfig"), """
                        current-context: c
                        clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                        contexts: [{name: c, context: {cluster: c}}]
                        """).toString();
    }

    @Test
    void aRunCreatesVerifiesForgetsAndPrunes(@SourceCluster ControlPlane cluster) throws Exception {
        PlantedBackups planted = PlantedBackups.in(folder, settings());
        pointTo(planted, cluster.kubeconfig().toString());
        for (int i = 0; i < 3; i++) {
            Ran ran = schedule(planted, "run");
            assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        }
        try (Repository repository = planted.open()) {
            assertThat(new Backups(repository).list(Optional.of("production"))).hasSize(2);
            assertThat(new EvidenceStore(repository).list(Optional.of("production")))
                    .hasSize(3)
                    .allMatch(entry -> entry.good());
        }
        assertThat(folder.resolve("jangada.prom"))
                .content()
                .contains("jangada_step_success{cluster=\"production\",step=\"prune\"} 1");
        assertThat(folder.resolve("told")).doesNotExist();
        JsonNode status =
                Json.mapper().readTree(schedule(planted, "status", "-o", "json").out());
        assertThat(status.path("lastRun").path("exitCode").asInt()).isZero();
        assertThat(status.path("lastRun").path("steps")).hasSize(4);
        assertThat(status.path("lastRun").path("certificates").size()).isPositive();

        Ran page = Ran.jangada("status", "--config", planted.settings().toString(), "-o", "json");
        JsonNode seen = Json.mapper().readTree(page.out());
        assertThat(seen.path("backups").path("lastVerified").path("complete").asBoolean())
                .isTrue();
        assertThat(seen.path("api").path("answers").asBoolean()).isTrue();
        assertThat(page.code()).isIn(0, 3);
    }

    @Test
    void aRunThatFailsIsToldAndRemovesNothing() throws Exception {
        PlantedBackups planted = PlantedBackups.in(folder, settings());
        for (int day = 1; day < 5; day++) {
            planted.backup("2026-10-0" + day + "T03:00:00Z", true, Optional.empty());
        }
        pointTo(planted, kubeconfigOfNobody());
        Ran ran = schedule(planted, "run");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("step create   failed", "step forget   skipped");
        assertThat(folder.resolve("told")).content().contains("JANGADA_STEP=create", "JANGADA_REASON=");
        try (Repository repository = planted.open()) {
            assertThat(new Backups(repository).list(Optional.empty())).hasSize(4);
        }
        assertThat(schedule(planted, "status").code()).isEqualTo(1);
    }

    @Test
    void whatABackupWarnsOfIsToldAndKept(@SourceCluster ControlPlane cluster) throws Exception {
        PlantedBackups planted = PlantedBackups.in(folder, "metrics: {textfile: jangada.prom}\n");
        pointTo(
                planted,
                kubeconfigOfNobody(),
                "  etcd:\n    endpoints: [\"" + cluster.etcd().endpoint() + "\"]\n");
        String warned =
                "(?m)^warning +The cluster's API could not be reached, so everything comes out of etcd's snapshot";
        Ran ran = schedule(planted, "run");
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("step create   ok").containsPattern(warned);
        Ran status = schedule(planted, "status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).containsPattern(warned);
        JsonNode json =
                Json.mapper().readTree(schedule(planted, "status", "-o", "json").out());
        assertThat(json.at("/lastRun/steps/0/outcome").asText()).isEqualTo("ok");
        assertThat(json.at("/lastRun/steps/0/warnings/0/code").asText()).isEqualTo("without-api");
        assertThat(folder.resolve("jangada.prom")).content().containsPattern("jangada_backup_warnings\\{.*} 1\n");
        Ran page = Ran.withEnvironment(
                Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
                false,
                "status",
                "--config",
                planted.settings().toString());
        assertThat(page.out()).contains(" warned: The cluster's API could not be reached, so");
    }

    @Test
    void theUnitsAndTheLineForCronAreShown() throws Exception {
        PlantedBackups planted = PlantedBackups.in(folder, "schedule:\n  calendar: Mon..Fri 02:30\n");
        Ran units = schedule(planted, "install", "--print", "--system", "--program", "/opt/jangada/bin/jangada");
        assertThat(units.code()).as(units.err()).isZero();
        assertThat(units.out())
                .contains("# jangada-production.service\n", "OnCalendar=Mon..Fri 02:30\n", "Persistent=true\n")
                .contains("ExecStart=\"/opt/jangada/bin/jangada\" \"--config\" \"" + planted.settings()
                        + "\" \"--lang\" \"en\" \"schedule\" \"run\"\n");
        Ran cron = schedule(planted, "install", "--cron", "--program", "/opt/jangada/bin/jangada");
        assertThat(cron.out())
                .isEqualTo("30 2 * * 1-5 /opt/jangada/bin/jangada --config " + planted.settings()
                        + " --lang en schedule run\n");
    }

    @Test
    void whatTheCommandLineSaysOfTheClusterIsSaidToTheRunsToo() throws Exception {
        PlantedBackups planted = PlantedBackups.in(folder, "");
        Ran cron = schedule(
                planted,
                "install",
                "--cron",
                "--program",
                "/opt/jangada",
                "--kubeconfig",
                "admin.conf",
                "--context",
                "prod",
                "-n",
                "shop");
        assertThat(cron.code()).as(cron.err()).isZero();
        assertThat(cron.out())
                .endsWith(" --lang en --kubeconfig " + Path.of("admin.conf").toAbsolutePath()
                        + " --context prod --namespace shop schedule run\n");
        Ran both = schedule(planted, "install", "--print", "--user", "--system", "--program", "/opt/jangada");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("use one of them");
    }

    @Test
    void withoutSettingsThereIsNothingToSchedule() {
        Ran ran = jangada("schedule", "install", "--print");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("cluster.name");
    }
}
