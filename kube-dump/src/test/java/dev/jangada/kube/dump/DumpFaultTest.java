package dev.jangada.kube.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dump does when things go wrong, and what it leaves behind. */
class DumpFaultTest {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final DumpOptions PLAIN = new DumpOptions(Scrub.NONE, true, Selection.ALL, 2, false);
    private static final DumpOptions FORCE = new DumpOptions(Scrub.NONE, true, Selection.ALL, 2, true);

    private final DumpWriter writer = new DumpWriter("jangada test", Clock.systemUTC());

    @TempDir
    private Path directory;

    static KubeObject configMap(int number, int bytes) {
        return KubeObject.of(
                ("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c%07d\",\"namespace\":\"n\"},"
                                + "\"data\":{\"k\":\"%s\"}}")
                        .formatted(number, "x".repeat(bytes))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static MemorySource source(int objects) {
        var source = new MemorySource();
        for (int i = 0; i < objects; i++) {
            source.add(configMap(i, 100));
        }
        return source;
    }

    private static Problem anyProblem() {
        return new Problem(ExitCode.FAILED, DumpMessage.CANNOT_READ, "the cluster", "no permission");
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static int objects(Path dump) {
        try (DumpSource source = DumpSource.open(dump)) {
            int[] count = new int[1];
            source.kinds().all().forEach(kind -> source.read(kind, Selection.ALL, object -> count[0]++));
            return count[0];
        }
    }

    private Problem fails(Path target, DumpOptions options) {
        Problem problem = catchThrowableOfType(Problem.class, () -> writer.write(source(50), target, options));
        assertThat(problem).isNotNull();
        return problem;
    }

    @Test
    void onlyItsOwnerMayReadADump() throws IOException {
        Path dump = directory.resolve("d");
        writer.write(source(3), dump, PLAIN);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
                .isEqualTo("rwx------");
        assertThat(names(dump)).containsExactly("cluster-dump.json", "dump.json", "nodes.json", "ns.json");
        for (String name : names(dump)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(names(directory)).containsExactly("d");
    }

    @Test
    void anExistingDumpIsRefusedUnlessForced() throws IOException {
        Path dump = directory.resolve("d");
        writer.write(source(3), dump, PLAIN);

        assertThat(fails(dump, PLAIN).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(objects(dump)).isEqualTo(3);

        DumpResult result = writer.write(source(5), dump, FORCE);
        assertThat(result.keptAside()).isEmpty();
        assertThat(objects(dump)).isEqualTo(5);
        assertThat(names(directory)).containsExactly("d");
    }

    @Test
    void whatIsNoDumpIsNeverReplaced() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(home.resolve("thesis.txt"), "years");
        assertThat(fails(home, FORCE)).hasMessageContaining("thesis.txt");
        assertThat(fails(home, FORCE).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(home.resolve("thesis.txt")).hasContent("years");

        Path file = Files.writeString(directory.resolve("file"), "text");
        assertThat(fails(file, FORCE).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(fails(Path.of("/"), FORCE).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(names(directory)).containsExactly("file", "home");
    }

    @Test
    void aLinkToADumpStaysALink() throws IOException {
        writer.write(source(3), directory.resolve("real"), PLAIN);
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));

        writer.write(source(4), link, FORCE);

        assertThat(link).isSymbolicLink();
        assertThat(objects(directory.resolve("real"))).isEqualTo(4);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsASentence() {
        assertThat(fails(directory.resolve("no/such/place"), PLAIN).code()).isEqualTo("no-parent");
        // Nobody may make a directory there, not even root.
        assertThat(fails(Path.of("/sys/kernel/dump"), PLAIN).exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aKindThatCannotBeReadToItsEndIsAGapAndNothingOfItIsWritten() throws IOException {
        Path dump = directory.resolve("d");
        var source = source(10)
                .add("{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\",\"namespace\":\"n\"}}")
                .fail(CONFIG_MAP, anyProblem())
                .gap(new Gap("metrics.k8s.io/v1beta1", anyProblem()));

        DumpResult result = writer.write(source, dump, PLAIN);

        assertThat(result.complete()).isFalse();
        assertThat(result.gaps()).extracting(Gap::what).containsExactly("metrics.k8s.io/v1beta1", "configmaps");
        assertThat(Files.readString(dump.resolve("dump.json"))).contains("\"complete\": false");
        assertThat(objects(dump)).isEqualTo(1);
        try (DumpSource read = DumpSource.open(dump)) {
            assertThat(read.coverage().complete()).isFalse();
            assertThat(read.coverage().covers(CONFIG_MAP)).isFalse();
            assertThat(read.coverage().gaps())
                    .extracting(gap -> gap.why().getMessage())
                    .containsExactly(
                            "the cluster cannot be read (no permission).",
                            "the cluster cannot be read (no permission).");
        }
        assertThat(names(dump)).containsExactly("cluster-dump.json", "dump.json", "nodes.json", "ns.json");
    }

    @Test
    void anIncompleteDumpDoesNotDestroyTheOneItReplaces() throws IOException {
        Path dump = directory.resolve("d");
        writer.write(source(3), dump, PLAIN);

        DumpResult result = writer.write(source(4).fail(CONFIG_MAP, anyProblem()), dump, FORCE);

        assertThat(result.keptAside())
                .hasValueSatisfying(old -> assertThat(objects(old)).isEqualTo(3));
        assertThat(names(directory)).hasSize(2).contains("d");
    }

    @Test
    void nothingIsReplacedByNothing() {
        Path dump = directory.resolve("d");
        writer.write(source(3), dump, PLAIN);
        var dead = source(3);
        for (ResourceKind kind : dead.kinds().all()) {
            dead.fail(kind.groupKind(), anyProblem());
        }

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> writer.write(dead, dump, FORCE))
                .withMessageContaining("no permission");
        assertThat(objects(dump)).isEqualTo(3);
        assertThat(directory.toFile().list()).containsExactly("d");
    }

    @Test
    void aSelectionWithoutAKindIsRefusedBeforeAnythingIsReplaced() throws IOException {
        Path dump = directory.resolve("d");
        writer.write(source(3), dump, PLAIN);
        Selection nothing = Selection.ALL.withKinds(List.of(Glob.of("configmaps")), List.of(Glob.of("configmaps")));

        Problem problem = fails(dump, new DumpOptions(Scrub.GUIDE, false, nothing, 2, true));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(problem.code()).isEqualTo("no-kind-selected");
        assertThat(objects(dump)).isEqualTo(3);
        assertThat(names(directory)).containsExactly("d");
    }

    @Test
    void aDumpWithoutObjectsDoesNotDestroyTheOneItReplaces() {
        Path dump = directory.resolve("d");
        writer.write(source(3), dump, PLAIN);

        DumpResult result = writer.write(source(0), dump, FORCE);

        assertThat(result.keptAside())
                .hasValueSatisfying(old -> assertThat(objects(old)).isEqualTo(3));
    }

    @Test
    void whatAControllerWillMakeAgainIsLeftOut() {
        String owned =
                "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"n\",\"ownerReferences\":[{"
                        + "\"apiVersion\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\",\"uid\":\"u\",\"controller\":true}]}}";
        var source = new MemorySource()
                .add(
                        "{\"apiVersion\":\"example.org/v1alpha2\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"w\",\"namespace\":\"n\"}}")
                .add(owned.formatted("v1", "ConfigMap", "made", "example.org/v1alpha2", "Widget", "w"))
                .add(owned.formatted("v1", "ConfigMap", "orphan", "example.org/v1alpha2", "Widget", "gone"))
                .add(owned.formatted("v1", "ConfigMap", "ofanode", "v1", "Node", "n1"))
                .add("{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n1\"}}")
                .add(owned.formatted("v1", "Pod", "p", "apps/v1", "ReplicaSet", "gone"))
                .add(
                        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"alone\",\"namespace\":\"n\"},\"spec\":{}}");

        DumpResult result = writer.write(
                source, directory.resolve("d"), new DumpOptions(Scrub.GUIDE, true, Selection.ALL, 2, false));

        assertThat(result.leftOut()).containsEntry(Scrubber.Reason.MADE_BY_CONTROLLER, 2L);
        try (DumpSource dump = DumpSource.open(directory.resolve("d"))) {
            var names = new java.util.ArrayList<String>();
            dump.kinds().all().forEach(kind -> dump.read(kind, Selection.ALL, object -> names.add(object.name())));
            assertThat(names).containsExactlyInAnyOrder("w", "orphan", "n1", "p", "alone");
        }
        try (DumpSource guide = dumpOfTheGuidesKinds(source)) {
            assertThat(guide.get(guide.kinds().find("configmaps").getFirst(), "n", "made"))
                    .as("its owner is not in this dump")
                    .isPresent();
        }
    }

    private DumpSource dumpOfTheGuidesKinds(MemorySource source) {
        writer.write(source, directory.resolve("g"), DumpOptions.GUIDE);
        return DumpSource.open(directory.resolve("g"));
    }

    @Test
    void aKilledDumpLeavesNothingThatLooksGoodAndTheNextOneSweeps() throws Exception {
        Path dump = directory.resolve("d");
        writer.write(source(3), dump, PLAIN);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessDump.class.getName(),
                        dump.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = child.getInputStream()) {
            assertThat(out.read()).as("the child is in the middle of writing").isEqualTo('w');
            assertThat(names(directory)).hasSize(2);
            writer.write(source(4), dump, FORCE);
            assertThat(names(directory))
                    .as("what a living process writes is not swept")
                    .hasSize(2);
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(objects(dump)).isEqualTo(4);
        assertThat(names(directory)).hasSize(2).anyMatch(name -> name.startsWith(".d.tmp-"));

        writer.write(source(5), dump, FORCE);
        assertThat(names(directory)).containsExactly("d");
        assertThat(objects(dump)).isEqualTo(5);
    }

    /** A child process that writes a dump which never ends. */
    static final class EndlessDump {

        public static void main(String[] args) {
            var source = new MemorySource() {
                @Override
                public dev.jangada.kube.model.Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
                    for (int i = 0; ; i++) {
                        sink.accept(configMap(i % 1000, 10_000));
                        if (i == 100) {
                            System.out.print('w');
                            System.out.flush();
                        }
                        if (i > 200) {
                            java.util.concurrent.locks.LockSupport.park();
                        }
                    }
                }
            };
            new DumpWriter("child", Clock.systemUTC()).write(source, Path.of(args[0]), FORCE);
        }
    }

    @Test
    @Tag("root")
    void aFullDiskLeavesNothing() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString());
        try {
            writer.write(source(100), small.resolve("d"), PLAIN);
            assertThat(catchThrowableOfType(
                            Problem.class, () -> writer.write(source(20_000), small.resolve("d"), FORCE)))
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("disk-full"))
                    .satisfies(problem -> assertThat(problem).hasMessageContaining(small + "/d;"))
                    .satisfies(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED));
            assertThat(names(small)).containsExactly("d");
            assertThat(objects(small.resolve("d"))).isEqualTo(100);
        } finally {
            run("umount", small.toString());
        }
    }

    @Test
    @Tag("root")
    void aReadOnlyDiskIsASentence() throws Exception {
        Path fixed = Files.createDirectory(directory.resolve("fixed"));
        run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", fixed.toString());
        try {
            Problem problem = fails(fixed.resolve("d"), PLAIN);
            assertThat(problem)
                    .hasMessageContaining(fixed.resolve("d").toString())
                    .hasMessageContaining("cannot be written");
        } finally {
            run("umount", fixed.toString());
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
