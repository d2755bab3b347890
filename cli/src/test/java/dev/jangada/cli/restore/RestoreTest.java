package dev.jangada.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.dump.DumpSource;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A dump of one cluster is restored into another, empty one, by whole commands. */
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreTest {

    private static final int OBJECTS = 400;
    private static final String SETTINGS = "/api/v1/namespaces/default/configmaps/settings";

    private ControlPlane source;
    private ControlPlane target;
    private String dump;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit and the method below fill the fields in
    RestoreTest() {}

    @BeforeAll
    void dumpOneAndStartAnother() {
        source = ControlPlane.start();
        WorkloadLoader.load(source, new Workload(3, OBJECTS), 8);
        source.api().post(SETTINGS.substring(0, SETTINGS.lastIndexOf('/')), RestoreLine.settings("BRL"));
        dump = "dump:" + folder.resolve("dump");
        Ran ran =
                Ran.jangada(source.kubeconfig(), "dump", folder.resolve("dump").toString(), "--all-kinds");
        assertThat(ran.code()).as(ran.err()).isZero();
        target = ControlPlane.start();
    }

    @AfterAll
    void stop() {
        source.close();
        target.close();
    }

    @Test
    @Order(1)
    void aPlanChangesNothing() throws IOException {
        Path file = folder.resolve("plan.jsonl");
        Ran before = Ran.jangada(target.kubeconfig(), "dump", dump("empty"), "--all-kinds");
        assertThat(before.code()).isZero();

        Ran ran = restore("plan", "--from", dump, "--save", file.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("Plan: " + dump + " → lab (https://127.0.0.1:")
                .contains("KIND", "CREATE", "deployments.apps", "Will be written: ")
                .doesNotContain("very cluster");
        assertThat(ran.err()).contains("jangada restore --plan-file " + file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(restore("plan", "--from", dump, "--save", file.toString()).code())
                .as("the file is there")
                .isEqualTo(5);

        Ran diff = Ran.jangada(target.kubeconfig(), "diff", "dump:" + dump("empty"), "live");
        assertThat(diff.code()).as(diff.out()).isZero();
    }

    @Test
    @Order(2)
    void withoutATerminalItTakesYes() {
        Ran ran = restore("--from", dump);
        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.err()).contains("--yes").hasLineCount(1);
        Ran no = typing("n\n", "--from", dump);
        assertThat(no.code()).isEqualTo(5);
        assertThat(no.err()).contains("? [y/N]", "Nothing was changed");
        Ran json = restore("--from", dump, "-o", "json");
        assertThat(json.code()).isEqualTo(5);
        assertThat(RestoreLine.tree(json).path("report").isMissingNode()).isTrue();
    }

    @Test
    @Order(3)
    void everythingComesBack() {
        Ran ran = restore("--from", dump, "--yes");
        assertThat(ran.code()).as("%s\n%s", ran.out(), ran.err()).isZero();
        assertThat(ran.out()).contains("objects/s", "0 failed", "jangada restore report ");
        // Nodes are never created, and the API services of custom kinds are the server's.
        Ran diff = Ran.jangada(target.kubeconfig(), "diff", dump, "live", "--exclude-kinds", "apiservices,nodes");
        assertThat(diff.out()).contains("No differences");
        assertThat(diff.code()).isZero();
    }

    @Test
    @Order(4)
    void theSecondTimeThereIsNothingToDo() {
        Ran ran = restore("--from", dump);
        assertThat(ran.code()).as("%s\n%s", ran.out(), ran.err()).isZero();
        assertThat(ran.out()).contains("Nothing to do.");
        assertThat(ran.err()).isEmpty();
        assertThat(restore("--from", dump, "--lang", "pt-BR").out()).contains("Nada a fazer.");
    }

    @Test
    @Order(5)
    void whatExistsIsTreatedAsTheUserSays() throws IOException {
        target.api().put(SETTINGS, RestoreLine.settings("USD"));
        String[] only = {"--from", dump, "--include-kinds", "configmaps", "-n", "default"};

        Ran skip = restore(RestoreLine.with(only, "--yes"));
        assertThat(skip.code()).as(skip.err()).isZero();
        assertThat(skip.out())
                .contains("Left as they are", "= ConfigMap default/settings", "data.currency: \"USD\" → \"BRL\"")
                .contains("Nothing to do.");
        assertThat(currency()).isEqualTo("USD");

        Ran merge = restore(RestoreLine.with(only, "--yes", "--existing", "merge"));
        assertThat(merge.out()).contains("! ConfigMap default/settings: other managers have these fields");
        assertThat(merge.code()).as("a conflict").isEqualTo(3);

        Ran forced = restore(RestoreLine.with(only, "--yes", "--existing", "merge", "--force-conflicts"));
        assertThat(forced.code()).as("%s\n%s", forced.out(), forced.err()).isZero();
        assertThat(forced.out()).contains("~ ConfigMap default/settings (merge)", "1 changed");
        assertThat(currency()).isEqualTo("BRL");

        target.api().put(SETTINGS, RestoreLine.settings("EUR"));
        Ran replaced = typing("yes\n", RestoreLine.with(only, "--existing", "replace"));
        assertThat(replaced.code()).as("%s\n%s", replaced.out(), replaced.err()).isZero();
        assertThat(replaced.err()).contains("Write 1 object to the cluster lab (https://127.0.0.1:");
        assertThat(currency()).isEqualTo("BRL");
        theOldOneIsSaved(replaced);
    }

    private static void theOldOneIsSaved(Ran ran) {
        String before = ran.out()
                .lines()
                .filter(line -> line.startsWith("What was there before: dump:"))
                .map(line -> line.substring(line.indexOf("dump:") + 5))
                .findFirst()
                .orElseThrow();
        try (DumpSource saved = DumpSource.open(Path.of(before))) {
            var kind = saved.kinds().find("configmaps").getFirst();
            assertThat(saved.get(kind, "default", "settings")
                            .orElseThrow()
                            .tree()
                            .at("/data/currency")
                            .asText())
                    .isEqualTo("EUR");
            assertThat(saved.coverage().kinds()).hasSize(1);
        }
    }

    @Test
    @Order(6)
    void aSavedPlanIsAppliedAsItIs() {
        target.api().delete(SETTINGS);
        Path file = folder.resolve("one.jsonl");
        Ran plan = restore("plan", "--from", dump, "-n", "default", "--include-kinds", "cm", "--save", file.toString());
        assertThat(plan.out()).contains("+ ConfigMap default/settings", "With: -n default --include-kinds configmaps");

        Ran beside = restore("--plan-file", file.toString(), "--existing", "replace");
        assertThat(beside.code()).isEqualTo(2);
        assertThat(beside.err()).contains("--existing and --plan-file do not go together");
        Ran namespace = restore("--plan-file", file.toString(), "-n", "default");
        assertThat(namespace.err()).contains("--namespace and --plan-file do not go together");

        Ran other = new RestoreLine(folder.resolve("state"), source.kubeconfig())
                .run("--plan-file", file.toString(), "--yes");
        assertThat(other.code()).as(other.err()).isEqualTo(5);
        assertThat(other.err()).contains("this is another one").hasLineCount(1);
        assertThat(other.out()).isEmpty();

        Ran applied = restore("--plan-file", file.toString(), "--yes");
        assertThat(applied.code()).as("%s\n%s", applied.out(), applied.err()).isZero();
        assertThat(currency()).isEqualTo("BRL");

        Ran again = restore("--plan-file", file.toString(), "--yes");
        assertThat(again.code()).as("it is there meanwhile, as planned").isZero();
    }

    @Test
    @Order(7)
    void aPlanThatWasLeftIsResumed() {
        target.api().delete(SETTINGS);
        Ran plan = restore("plan", "--from", dump, "-n", "default", "--include-kinds", "cm", "-o", "json");
        JsonNode told = RestoreLine.tree(plan);
        assertThat(told.path("formatVersion").asInt()).isEqualTo(1);
        assertThat(told.at("/plan/counts/create").asInt()).isEqualTo(1);
        assertThat(told.at("/plan/entries/0/action").asText()).isNotEmpty();
        String id = told.path("id").asText();
        assertThat(restore("resume", id).code()).as("nobody has said yes").isEqualTo(5);
        Ran resumed = restore("resume", id, "--yes", "-o", "json");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(RestoreLine.tree(resumed).at("/report/counts/created").asInt())
                .isEqualTo(1);
        Ran done = restore("resume", id);
        assertThat(done.code()).as("it is done").isZero();
        assertThat(done.out()).contains("State: done");
    }

    @Test
    @Order(8)
    void whatWasDoneIsListedAndToldInBothLanguages() {
        Ran list = restore("list");
        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("ID", "STATE", "done", "planned", dump);
        JsonNode restores = RestoreLine.tree(restore("list", "-o", "json")).path("restores");
        JsonNode last = restores.get(restores.size() - 1);
        String id = last.path("id").asText();
        assertThat(last.at("/counts/created").asInt()).isEqualTo(1);
        assertThat(restore("list", "--lang", "pt-BR").out()).contains("ESTADO", "feita", "planejada");

        assertThat(restore("report", id).out()).contains("Restore " + id, "1 created", "State: done");
        assertThat(restore("report", id, "-r", "/mnt/backups").out())
                .contains("jangada restore report " + id + " --repository /mnt/backups");
        assertThat(restore("report", id, "--lang", "pt-BR").out())
                .contains("Restauração " + id, "1 criado", "Estado: feita");
        assertThat(RestoreLine.tree(restore("report", id, "-o", "json"))
                        .at("/report/complete")
                        .asBoolean())
                .isTrue();
        assertThat(restore("report", id, "-o", "markdown").out())
                .startsWith("# Restore " + id)
                .contains("| Created | 1 |");
        assertThat(restore("report", id, "-o", "markdown", "--lang", "pt-BR").out())
                .contains("| Criados | 1 |");
        Ran missing = restore("report", "20170801");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("There is no restore \"20170801\"");
    }

    private String currency() {
        return target.api().get(SETTINGS).at("/data/currency").asText();
    }

    private String dump(String name) {
        return folder.resolve(name).toString();
    }

    private Ran restore(String... arguments) {
        return command().run(arguments);
    }

    private Ran typing(String lines, String... arguments) {
        return command().typing(lines, arguments);
    }

    private RestoreLine command() {
        return new RestoreLine(folder.resolve("state"), target.kubeconfig());
    }
}
