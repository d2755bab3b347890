package dev.jangada.cli.backup;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.backup.evidence.Evidence.Verdict;
import dev.jangada.cli.Ran;
import dev.jangada.cli.evidence.PlantedBackups;
import dev.jangada.kube.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands on backups say next, where no settings file names the repository; and what becomes of damaged manifests. */
class HintsTest {

    @TempDir
    Path folder;

    private PlantedBackups planted;

    @BeforeEach
    void plant() throws Exception {
        planted = PlantedBackups.in(folder, "");
    }

    private String repository() {
        return "--repository " + planted.repository() + " --password-file " + folder.resolve("passphrase");
    }

    private Ran ran(String command, String... more) {
        return Ran.withEnvironment(
                Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
                false,
                Stream.of(
                                Stream.of(command.split(" ")),
                                Stream.of(repository().split(" ")),
                                Stream.of("--no-cache"),
                                Stream.of(more))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    @Test
    void statusSaysInWhichRepositoryAndOfWhichCluster() throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                current-context: c
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                contexts: [{name: c, context: {cluster: c}}]
                """);
        String[] where = {"--cluster", "production", "--kubeconfig", kubeconfig.toString()};
        String tail = " --cluster production " + repository() + " --no-cache --kubeconfig " + kubeconfig;
        assertThat(ran("status", where).out()).contains("To make one: jangada backup create" + tail);
        planted.backup("2026-10-02T03:00:00Z", true, Optional.empty());
        String incomplete = planted.backup("2026-10-03T03:00:00Z", false, Optional.empty());
        assertThat(ran("status", where).out())
                .contains("To do that: jangada backup verify latest" + tail)
                .contains("What is missing: jangada backup show " + incomplete.substring(0, 8) + tail);
    }

    @Test
    void anIncompleteSourceSaysWhereToLook() {
        String incomplete = planted.backup("2026-10-03T03:00:00Z", false, Optional.empty());
        assertThat(ran("get cm --from backup:" + incomplete).err())
                .contains("is incomplete. What is missing: jangada backup show " + incomplete.substring(0, 8) + " "
                        + repository());
    }

    @Test
    void aListTellsHowLongAgoAndADamagedManifestHidesNoOtherBackup() throws Exception {
        planted.backup("2026-10-02T03:00:00Z", true, Optional.of(Verdict.OK));
        planted.backup("2126-10-02T03:00:00Z", true, Optional.empty());
        assertThat(ran("backup list").out())
                .contains("MADE")
                .containsPattern("\\d+ days ago")
                .contains("in the future");
        Ran wide = ran("backup list --wide -o json");
        assertThat(wide.code()).as(wide.err()).isZero();
        assertThat(wide.err()).contains("warning");
        assertThat(Json.mapper().readTree(wide.out()).path("backups")).hasSize(2);
    }

    @Test
    void aDryPruneTellsItsPlanToScripts() throws Exception {
        Ran dry = ran("backup prune --dry-run -o json");
        assertThat(dry.code()).as(dry.err()).isZero();
        JsonNode json = Json.mapper().readTree(dry.out());
        assertThat(json.path("done").asBoolean()).isFalse();
        assertThat(json.at("/plan/freedBytes").isNumber()).isTrue();
        assertThat(ran("backup prune --dry-run", "--cluster", "production").code())
                .as("a prune is of the whole repository")
                .isEqualTo(2);
    }

    @Test
    void aForgottenBackupsRoomComesBackWithACommandThatIsThere() {
        String old = planted.backup("2026-10-01T03:00:00Z", true, Optional.empty());
        planted.backup("2026-10-02T03:00:00Z", true, Optional.of(Verdict.OK));
        Ran forgotten = ran("backup forget " + old.substring(0, 10), "--yes", "--cluster", "production");
        assertThat(forgotten.out())
                .endsWith("The room that was taken comes back with: jangada backup prune " + repository()
                        + " --no-cache\n");
    }

    @Test
    void aPasswordFileOfEtcdThatIsNotThereIsSaid() {
        Ran ran = jangada(
                "etcd",
                "save",
                folder.resolve("snap.db").toString(),
                "--endpoints",
                "http://127.0.0.1:1",
                "--user",
                "root",
                "--password-file",
                "/nonexistent");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("There is no file /nonexistent, in which the password for etcd should be.");
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmpty() {
        Ran empty = ran("get cm --from backup:latest");
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("There is no backup in " + planted.repository());
    }
}
