package dev.jangada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Parts;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command of the guide is run, in both languages, in its order, on a real cluster: each chapter on its own, beside another. */
class DocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("jangada.root"));
    private static final int OBJECTS = 300;

    /** A command of the guide and the exit code that it ends with. */
    private record Step(String command, int exit) {}

    @ParameterizedTest
    @ValueSource(strings = {"docs/en/objects.md", "docs/pt-BR/restaurar.md"})
    @Execution(ExecutionMode.CONCURRENT)
    void everyCommandWorks(String chapter, @TempDir Path folder) throws IOException {
        List<Step> steps = steps(chapter);
        assertThat(steps).hasSizeGreaterThan(20);
        Path work = Files.createDirectory(folder.resolve("work"));
        try (ControlPlane cluster = ControlPlane.start()) {
            WorkloadLoader.load(cluster, new Workload(1, OBJECTS), 8);
            Shell shell = Shell.forMany(folder, work, cluster.kubeconfig());
            run(steps, shell);
        }
    }

    private static void run(List<Step> steps, Shell shell) throws IOException {
        for (Step step : steps) {
            Shell.Ended ended = shell.run(step.command);
            assertThat(ended.exit()).as("%s\n%s", step.command, ended.output()).isEqualTo(step.exit);
        }
    }

    /** The cluster's etcd is first given TLS: what it holds is restored into one that has it, and served on. */
    @ParameterizedTest
    @ValueSource(strings = "docs/pt-BR/etcd.md")
    @Execution(ExecutionMode.CONCURRENT)
    void everyCommandOnEtcdWorks(String chapter, @TempDir Path folder) throws IOException {
        List<Step> steps = steps(chapter);
        assertThat(steps).hasSizeGreaterThan(20);
        Path work = Files.createDirectory(folder.resolve("work"));
        try (ControlPlane cluster = ControlPlane.start();
                TlsFront front = TlsFront.before(cluster.etcd().endpoint(), folder)) {
            WorkloadLoader.load(cluster, new Workload(1, OBJECTS), 8);
            Shell shell = Shell.forMany(folder, work, cluster.kubeconfig());
            shell.set("ETCDCTL_ENDPOINTS", front.endpoint());
            shell.set("ETCDCTL_CACERT", front.authority().toString());
            shell.set("ETCDCTL_CERT", front.certificate().toString());
            shell.set("ETCDCTL_KEY", front.key().toString());
            run(steps, shell);
        }
    }

    /** The settings are those that the chapter shows, with the addresses and certificates of this etcd. */
    @ParameterizedTest
    @ValueSource(strings = "docs/en/backup.md")
    @Execution(ExecutionMode.CONCURRENT)
    void everyCommandOnBackupsWorks(String chapter, @TempDir Path folder) throws IOException {
        List<Step> steps = steps(chapter);
        assertThat(steps).hasSizeGreaterThan(50);
        Path work = Files.createDirectory(folder.resolve("work"));
        try (ControlPlane cluster = ControlPlane.start();
                TlsFront front = TlsFront.before(cluster.etcd().endpoint(), folder)) {
            WorkloadLoader.load(cluster, new Workload(1, OBJECTS), 8);
            Files.writeString(
                    work.resolve("jangada.yaml"),
                    settings(chapter)
                            .replaceAll("endpoints: .*", "endpoints: " + front.endpoint())
                            .replaceAll("caFile: .*", "caFile: " + front.authority())
                            .replaceAll("certFile: .*", "certFile: " + front.certificate())
                            .replaceAll("keyFile: .*", "keyFile: " + front.key()));
            Files.setPosixFilePermissions(front.key(), PosixFilePermissions.fromString("rw-------"));
            Shell shell = Shell.forMany(folder, work, cluster.kubeconfig());
            Files.createSymbolicLink(folder.resolve("tools").resolve("restic"), Parts.path("restic"));
            shell.set("XDG_CACHE_HOME", folder.resolve("cache").toString());
            run(steps, shell);
            try (Stream<Path> left = Files.list(work)) {
                assertThat(left).as("what the chapter does not clean up").isEmpty();
            }
        }
    }

    /** The same in the other language: its commands are the same ones, see {@link #bothLanguagesTeachTheSameCommands}. */
    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"docs/pt-BR/objetos.md", "docs/en/restore.md", "docs/en/etcd.md", "docs/pt-BR/backup.md"})
    @Execution(ExecutionMode.CONCURRENT)
    void everyCommandWorksInTheOtherLanguage(String chapter, @TempDir Path folder) throws IOException {
        if (chapter.endsWith("etcd.md")) {
            everyCommandOnEtcdWorks(chapter, folder);
        } else if (chapter.endsWith("backup.md")) {
            everyCommandOnBackupsWorks(chapter, folder);
        } else {
            everyCommandWorks(chapter, folder);
        }
    }

    private static String settings(String chapter) throws IOException {
        String text = Files.readString(ROOT.resolve(chapter));
        int name = text.indexOf("  name: production\n");
        return text.substring(text.lastIndexOf("```yaml\n", name) + 8, text.indexOf("```", name));
    }

    @Test
    void bothLanguagesShowTheSameSettings() throws IOException {
        assertThat(settings("docs/pt-BR/backup.md")).isEqualTo(settings("docs/en/backup.md"));
    }

    /** The ClusterRoles of the chapter are enough for what it says, and the smaller one lacks nothing of its own. */
    @ParameterizedTest
    @CsvSource({"jangada-capture,--all-kinds", "jangada-guide,--quiet"})
    void theRolesSuffice(String role, String option, @TempDir Path folder) throws IOException {
        String text = Files.readString(ROOT.resolve("docs/en/objects.md"));
        int name = text.indexOf("name: " + role + "\n");
        String yaml = text.substring(text.lastIndexOf("```yaml\n", name) + 8, text.indexOf("```", name));
        assertThat(Files.readString(ROOT.resolve("docs/pt-BR/objetos.md")).replaceAll(" *#.*", ""))
                .contains(yaml.replaceAll(" *#.*", ""));
        try (ControlPlane cluster = ControlPlane.start()) {
            WorkloadLoader.load(cluster, new Workload(1, OBJECTS), 8);
            Path file = Files.writeString(folder.resolve("role.yaml"), yaml);
            cluster.kubectl("apply", "-f", file.toString()).orFail();
            cluster.kubectl("create", "clusterrolebinding", "reader", "--clusterrole=" + role, "--user=reader")
                    .orFail();
            Path dump = folder.resolve("dump");
            Ran ran = Ran.jangada(cluster.kubeconfig("reader"), "dump", dump.toString(), option);
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(Json.mapper()
                            .readTree(dump.resolve("dump.json").toFile())
                            .at("/source/clusterUid")
                            .asText())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "docs/pt-BR/objetos.md,docs/en/objects.md",
        "docs/pt-BR/restaurar.md,docs/en/restore.md",
        "docs/pt-BR/etcd.md,docs/en/etcd.md",
        "docs/pt-BR/backup.md,docs/en/backup.md"
    })
    void bothLanguagesTeachTheSameCommands(String portuguese, String english) throws IOException {
        assertThat(steps(portuguese)).isEqualTo(steps(english));
    }

    /** The lines behind {@code $} in blocks marked {@code console}; {@code # exit N} before one says how it ends. */
    private static List<Step> steps(String chapter) throws IOException {
        var steps = new ArrayList<Step>();
        boolean console = false;
        int exit = 0;
        for (String line : Files.readAllLines(ROOT.resolve(chapter))) {
            if (line.startsWith("```")) {
                console = line.equals("```console");
            } else if (console && line.startsWith("# exit ")) {
                exit = Integer.parseInt(line.substring("# exit ".length()).strip());
            } else if (console && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), exit));
                exit = 0;
            }
        }
        return steps;
    }
}
