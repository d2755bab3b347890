package dev.jangada.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The map of the house, held: which room may know which, and which library lives in which room. */
class ArrowsTest {

    /** From the bottom up; a room may use only rooms before it. The order is that of the modules in the root pom. */
    private static final List<String> ROOMS = List.of(
            "dev.jangada.problem",
            "dev.jangada.kube.model",
            "dev.jangada.kube.dump",
            "dev.jangada.pem",
            "dev.jangada.etcd.storage",
            "dev.jangada.etcd.client",
            "dev.jangada.kube.storage",
            "dev.jangada.kube.cluster",
            "dev.jangada.repository",
            "dev.jangada.backup",
            "dev.jangada.settings",
            "dev.jangada.cli");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jangada");

    @Test
    void everyArrowPointsDown() {
        for (int i = 0; i < ROOMS.size(); i++) {
            String[] above = ROOMS.subList(i + 1, ROOMS.size()).stream()
                    .map(room -> room + "..")
                    .toArray(String[]::new);
            assertThat(CLASSES.containPackage(ROOMS.get(i))).isTrue();
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOMS.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void thePackagesOfTheCommandLineHaveNoCycle() {
        slices().matching("dev.jangada.(cli..)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES.that(resideInAPackage("dev.jangada.cli..")));
    }

    /** What commands share lies below them, so that a package with commands can be added and taken away again. */
    @Test
    void whatCommandsShareKnowsNoCommand() {
        List<String> shared = List.of(
                "dev.jangada.cli.terminal..",
                "dev.jangada.cli.command..",
                "dev.jangada.cli.repository",
                "dev.jangada.cli.source..");
        for (int i = 0; i < shared.size(); i++) {
            assertThat(CLASSES.that(resideInAPackage(shared.get(i)))).isNotEmpty();
            noClasses()
                    .that()
                    .resideInAPackage(shared.get(i))
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.jangada.cli..")
                            .and(resideOutsideOfPackages(
                                    shared.subList(0, i + 1).toArray(String[]::new))))
                    .check(CLASSES);
        }
    }

    /** So that {@code terminal} can be read without the rest. */
    @Test
    void aTerminalKnowsNoKubernetesAndNoOptions() {
        noClasses()
                .that()
                .resideInAPackage("dev.jangada.cli.terminal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.jangada.kube..", "dev.jangada.etcd..", "picocli..")
                .check(CLASSES);
    }

    @Test
    void nothingThatShipsKnowsTheLab() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jangada.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.jangada.lab..")
                .check(CLASSES);
    }

    @Test
    void theModelDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage("dev.jangada.kube.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                .check(CLASSES);
    }

    @Test
    void etcdIsKnownWithoutKubernetes() {
        noClasses()
                .that()
                .resideInAPackage("dev.jangada.etcd..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.jangada.kube..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.hc..,dev.jangada.kube.cluster.client..|dev.jangada.etcd.client.grpc..",
        "dev.jangada.etcd.client.grpc..,dev.jangada.etcd.client..",
        "org.bouncycastle..,dev.jangada.kube.storage.encryption..|dev.jangada.repository.crypto..",
        "software.amazon..,dev.jangada.repository.backend.s3..",
        "dev.jangada.kube.cluster.client..,dev.jangada.kube.cluster..",
        "picocli..,dev.jangada.cli..",
    })
    void aLibraryStaysInItsRooms(String library, String rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages((rooms + "|dev.jangada.lab..").split("\\|"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Path root = Path.of(System.getProperty("jangada.root"));
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> folders = files.filter(file -> file.toString().matches(".*/src/(main|test)/java/.*\\.java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            assertThat(folders)
                    .isNotEmpty()
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java")).exists());
        }
    }
}
