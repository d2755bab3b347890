package dev.jangada.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An object is lost and comes back into the very cluster that it was in; and what can stand in the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class RestoreBackTest {

    private static final String SETTINGS = "/api/v1/namespaces/default/configmaps/settings";

    @TempDir
    private static Path folder;

    private ControlPlane cluster;
    private RestoreLine restore;
    private String dump;

    @SuppressWarnings("NullAway.Init") // the method below fills the fields in
    RestoreBackTest() {}

    @BeforeAll
    void dump() {
        cluster = ControlPlane.start();
        restore = new RestoreLine(folder.resolve("state"), cluster.kubeconfig());
        dump = "dump:" + folder.resolve("dump");
        cluster.api().post(SETTINGS.substring(0, SETTINGS.lastIndexOf('/')), RestoreLine.settings("BRL"));
        Ran ran =
                Ran.jangada(cluster.kubeconfig(), "dump", folder.resolve("dump").toString(), "--all-kinds");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void theVeryClusterThatTheSourceCameFromIsNamedFirst() {
        Ran ran = restore.run("plan", "--from", dump);
        assertThat(ran.out()).startsWith("This is the very cluster that the source came from.\n");
        assertThat(ran.out()).contains("Nothing to do.");
    }

    @Test
    @Order(2)
    void aUserWhoMayOnlyLook() {
        cluster.kubectl("create", "clusterrolebinding", "viewer", "--clusterrole=view", "--user=viewer")
                .orFail();
        cluster.api().delete(SETTINGS);
        var viewer = new RestoreLine(folder.resolve("state"), cluster.kubeconfig("viewer"));
        String[] words = {"--from", dump, "-n", "default", "--yes", "--ignore-webhooks"};
        Ran ran = viewer.run(RestoreLine.with(words, "--include-kinds", "configmaps"));
        assertThat(ran.code()).as("%s\n%s", ran.out(), ran.err()).isEqualTo(3);
        assertThat(ran.out())
                .contains("! ConfigMap default/settings", "forbidden", "1 failed", "restore resume")
                .as("there is nothing to take back")
                .doesNotContain("restore undo");
        assertThat(ran.err()).doesNotContain("Exception");

        // Of many kinds that this user may not read, the reason is told once.
        Ran all = viewer.run(words);
        assertThat(all.code()).isEqualTo(3);
        assertThat(all.out().lines().filter(line -> line.startsWith("Could not be read: ")))
                .hasSize(2)
                .first()
                .asString()
                .contains("kinds, for like reasons (", "secrets, ", "). The first: You may not read ");
        assertThat(ran.err()).doesNotContain("Exception");
    }

    @Test
    @Order(3)
    void whatWasDoneIsTakenBack() {
        String[] only = {"--from", dump, "--include-kinds", "configmaps", "-n", "default", "--yes", "-o", "json"};
        String created = RestoreLine.tree(restore.run(only)).path("id").asText();
        assertThat(currency()).isEqualTo("BRL");
        cluster.api().put(SETTINGS, RestoreLine.settings("EUR"));
        String changed = RestoreLine.tree(restore.run(RestoreLine.with(only, "--existing", "replace")))
                .path("id")
                .asText();
        assertThat(currency()).isEqualTo("BRL");

        Ran back = restore.run("undo", changed, "--yes");
        assertThat(back.code()).as("%s\n%s", back.out(), back.err()).isZero();
        assertThat(back.out()).contains("This takes back what the restore " + changed + " did", "1 changed");
        assertThat(currency()).isEqualTo("EUR");

        Ran other = restore.run("undo", created, "--yes");
        assertThat(other.out()).contains("somebody has changed it since it was restored");
        cluster.api().put(SETTINGS, RestoreLine.settings("BRL"));
        Ran gate = restore.run("undo", created, "--yes");
        assertThat(gate.code()).as("a deletion is a gate").isEqualTo(5);
        assertThat(gate.err()).contains("--confirm=1");
        Ran wrong = restore.typing("2\n", "undo", created);
        assertThat(wrong.code()).isEqualTo(5);
        Ran gone = restore.typing("1\n", "undo", created);
        assertThat(gone.code()).as("%s\n%s", gone.out(), gone.err()).isZero();
        assertThat(cluster.api().answers(SETTINGS)).isFalse();
    }

    @Test
    void aClusterThatIsNotThere() throws IOException {
        Path nowhere = Files.writeString(
                folder.resolve("nowhere"),
                Files.readString(cluster.kubeconfig()).replaceAll("server: .*", "server: https://127.0.0.1:1"));
        Ran ran = new RestoreLine(folder.resolve("state"), nowhere).run("--from", dump, "--yes");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("127.0.0.1:1").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        Ran source = restore.run("--from", "dump:" + folder.resolve("missing"), "--yes");
        assertThat(source.code()).isEqualTo(1);
        assertThat(source.err()).contains("missing").hasLineCount(1);
    }

    private String currency() {
        return cluster.api().get(SETTINGS).at("/data/currency").asText();
    }
}
