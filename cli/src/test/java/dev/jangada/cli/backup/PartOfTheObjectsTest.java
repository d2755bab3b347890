package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that does not hold all objects says so wherever somebody could take it for one that does. */
final class PartOfTheObjectsTest {

    private static ControlPlane cluster;

    @TempDir
    private Path folder;

    private Quay quay;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void start() {
        cluster = ControlPlane.start(options -> options.withoutControllerManager());
        ObjectNode map = Made.object("ConfigMap", "farol");
        map.withObject("metadata").put("namespace", "default");
        map.putObject("data").put("luz", "acesa");
        cluster.apply(map);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    @SuppressWarnings("NullAway")
    void repository() throws IOException {
        quay = Quay.onDirectory(folder, cluster);
        quay.must("repository", "init");
    }

    private static String brief(JsonNode backup) {
        return backup.path("id").asText().substring(0, 8);
    }

    @Test
    void whatWasMadeWithANamespaceIsAPart() {
        JsonNode whole = quay.create();
        assertThat(whole.path("holds").asText()).isEqualTo("all");
        assertThat(quay.must("backup", "list")).doesNotContain("HOLDS");

        Ran made = quay.run("backup", "create", "-n", "kube-system,kube-public");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("Selection", "-n kube-system,kube-public");
        assertThat(made.err()).contains("has only a part of the objects, because of -n");
        JsonNode part = Quay.json(quay.must("backup", "list", "-o", "json")).at("/backups/1");
        assertThat(part.path("holds").asText()).isEqualTo("part");
        assertThat(quay.must("backup", "list")).contains("HOLDS").containsPattern("(?m)^" + brief(part) + ".* part ");
        assertThat(quay.must("backup", "show", brief(part))).contains("-n kube-system,kube-public");

        Ran latest = quay.run("get", "cm", "-n", "default", "--from", "backup:latest");
        assertThat(latest.out()).contains("farol");
        assertThat(latest.err()).contains("1 backup is newer than " + brief(whole), "name it: " + brief(part));
        Ran missing = quay.run("get", "cm", "-n", "default", "--from", "backup:" + brief(part));
        assertThat(missing.out()).doesNotContain("farol");
        assertThat(missing.err()).contains("only those of this selection: -n kube-system,kube-public.");
        assertThat(quay.must("backup", "verify", brief(part))).contains("is sound");
    }

    @Test
    void whatTheSettingsSelectIsWhatItsBackupsShouldHold() throws IOException {
        var _ = quay.create();
        Files.writeString(
                folder.resolve("jangada.yaml"),
                "selection:\n  includeNamespaces: [default]\n",
                StandardOpenOption.APPEND);
        JsonNode selected = Quay.json(quay.must("backup", "create", "-n", "default", "-o", "json"));
        assertThat(selected.path("holds").asText()).isEqualTo("selection");
        assertThat(selected.at("/selection/1").asText()).isEqualTo("default");
        Ran latest = quay.run("backup", "show");
        assertThat(latest.out()).contains(selected.path("id").asText(), "-n default");
        assertThat(latest.err()).isEmpty();
        assertThat(quay.run("get", "cm", "-n", "default", "--from", "backup:latest")
                        .err())
                .contains("only those of this selection: -n default.");
    }

    /** The last backup does not know the kind any more, as that of a cluster whose operator was taken away. */
    @Test
    void anObjectOfAKindThatTheLastBackupDoesNotKnowHasAHistory() throws IOException {
        JsonNode first = quay.create();
        Files.writeString(
                folder.resolve("jangada.yaml"), "selection:\n  includeKinds: [secrets]\n", StandardOpenOption.APPEND);
        var _ = quay.create();
        assertThat(quay.must("history", "cm", "farol", "-n", "default", "--from", "backup:latest"))
                .contains(brief(first), "as it was in the oldest backup")
                .doesNotContain("deleted");
        Ran never = quay.run("history", "barcos", "farol", "--from", "backup:latest");
        assertThat(never.code()).isEqualTo(2);
        assertThat(never.err()).contains("barcos").hasLineCount(1);
    }
}
