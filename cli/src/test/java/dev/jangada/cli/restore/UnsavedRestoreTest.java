package dev.jangada.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.cli.Shell;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the old objects cannot be saved, nothing is overwritten: the last copy of them would be gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class UnsavedRestoreTest {

    private static final String SETTINGS = "/api/v1/namespaces/default/configmaps/settings";
    private static final int LARGE = 900_000;

    @TempDir
    private static Path folder;

    private ControlPlane cluster;
    private String before = "";

    @SuppressWarnings("NullAway.Init") // the method below fills the field in
    UnsavedRestoreTest() {}

    @BeforeAll
    void dump() {
        cluster = ControlPlane.start();
        cluster.api().post(SETTINGS.substring(0, SETTINGS.lastIndexOf('/')), settings("monday"));
        Ran dump =
                Ran.jangada(cluster.kubeconfig(), "dump", folder.resolve("dump").toString(), "-n", "default");
        assertThat(dump.code()).as(dump.err()).isZero();
    }

    /** What is there now is as large as the server takes, and no dump has it. */
    @BeforeEach
    void overwrite() {
        cluster.api().put(SETTINGS, settings("x".repeat(LARGE)));
        before = version();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** A limit on the size of files stands for the full disk: it needs no rights, and is met at the same place. */
    @Test
    void aFileThatCannotGrow() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("shell"));
        Shell shell = Shell.in(tools, tools, cluster.kubeconfig());
        Shell.Ended ended = shell.run("ulimit -f 200; jangada " + restore() + " -o json 2>&1 >/dev/null");
        isToldInOneSentence(ended.output());
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(version()).isEqualTo(before);

        // With room, the same plan goes on.
        String id = ended.output().strip().replaceAll(".*jangada restore resume ", "");
        Shell.Ended resumed = shell.run("jangada restore resume " + id + " --yes");
        assertThat(resumed.exit()).as(resumed.output()).isZero();
        assertThat(cluster.api().get(SETTINGS).at("/data/text").asText()).isEqualTo("monday");
        Shell.Ended undone = shell.run("jangada restore undo " + id + " --yes");
        assertThat(undone.exit()).as(undone.output()).isZero();
        assertThat(cluster.api().get(SETTINGS).at("/data/text").asText()).hasSize(LARGE);
    }

    @Test
    @Tag("root")
    void aDiskThatIsFull() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
        try {
            Ran ran = jangada(disk);
            isToldInOneSentence(ran.err());
            assertThat(ran.code()).isEqualTo(1);
            assertThat(version()).isEqualTo(before);
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void aStateDirectoryThatCannotBe() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Ran ran = jangada(file);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("Nothing can be written to " + file).hasLineCount(1);
        assertThat(version()).isEqualTo(before);
    }

    private static void isToldInOneSentence(String err) {
        assertThat(err)
                .hasLineCount(1)
                .contains("Nothing was changed, because the objects that would be overwritten cannot be saved")
                .contains("jangada restore resume ")
                .doesNotContain("Exception");
    }

    private Ran jangada(Path state) {
        String words = restore() + " --lang=en --kubeconfig=" + cluster.kubeconfig();
        return Ran.withEnvironment(Map.of("XDG_STATE_HOME", state.toString()), false, words.split(" "));
    }

    private static String restore() {
        return "restore --from=dump:" + folder.resolve("dump") + " -n default --existing=replace --yes";
    }

    private String version() {
        return cluster.api().get(SETTINGS).at("/metadata/resourceVersion").asText();
    }

    private static JsonNode settings(String text) {
        ObjectNode object = Made.object("ConfigMap", "settings");
        object.putObject("data").put("text", text);
        return object;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
