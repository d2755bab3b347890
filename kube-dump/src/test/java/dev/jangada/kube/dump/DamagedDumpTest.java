package dev.jangada.kube.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that people edited, programs cut short, and scripts of old wrote. */
class DamagedDumpTest {

    private static final String POD =
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}";

    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("objects.json"), content);
    }

    private static Problem refused(Path path) {
        try (DumpSource source = DumpSource.open(path)) {
            throw new AssertionError("opened: " + source.provenance());
        } catch (Problem problem) {
            assertThat(problem.in(Locale.of("pt", "BR"))).isNotEqualTo(problem.getMessage());
            return problem;
        }
    }

    private static List<KubeObject> all(DumpSource source) {
        var all = new ArrayList<KubeObject>();
        for (ResourceKind kind : source.kinds().all()) {
            source.read(kind, Selection.ALL, all::add);
        }
        return all;
    }

    @Test
    void aTruncatedFileIsNamedWithTheObjectAndItsLine() throws IOException {
        Problem problem =
                refused(file(POD + "\n" + POD.replace("\"a\"", "\"b\"") + "\n\n{\"apiVersion\": \"v1\",\n \"ki"));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT);
        assertThat(problem.code()).isEqualTo("truncated");
        assertThat(problem)
                .hasMessageContaining("objects.json")
                .hasMessageContaining("document 3")
                .hasMessageContaining("line 4");
    }

    @Test
    void whereverAFileIsCutItIsNeverReadAsWhole() throws IOException {
        byte[] whole = (POD + "\n" + POD.replace("\"a\"", "\"ção\"")).getBytes(StandardCharsets.UTF_8);
        for (int length = POD.length() + 2; length < whole.length; length++) {
            Path cut = Files.write(directory.resolve("cut.json"), java.util.Arrays.copyOf(whole, length));
            assertThat(refused(cut).code()).as("cut at %s", length).isEqualTo("truncated");
        }
    }

    @Test
    void damageAnywhereIsASentenceOrLeavesEveryObjectReadable() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        byte[] whole = (POD + "\n" + POD.replace("\"a\"", "\"b\"")).getBytes(StandardCharsets.UTF_8);
        int damaged = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try (DumpSource source = DumpSource.open(Files.write(directory.resolve("cut.json"), bytes))) {
                all(source).forEach(KubeObject::name);
            } catch (Problem problem) {
                damaged++;
                assertThat(problem.exitCode()).isEqualTo(ExitCode.CORRUPT);
            }
        }
        assertThat(damaged).isPositive();
    }

    @Test
    void whatIsNotJsonIsNamedWithLineAndColumn() throws IOException {
        assertThat(refused(file(POD + "\n  // a comment\n" + POD)))
                .hasMessageContaining("line 2, column 3")
                .extracting(Problem::exitCode)
                .isEqualTo(ExitCode.CORRUPT);
        assertThat(refused(file("apiVersion: v1\nkind: ConfigMap\n")))
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("\n");
        assertThat(refused(file("{\"a\": 1,}")).code()).isEqualTo("not-json");
        assertThat(refused(file("{\"a\": tru}")).code()).isEqualTo("not-json");
    }

    @Test
    void whatIsNoObjectIsNamed() throws IOException {
        assertThat(refused(file(POD + "\n[1]"))).hasMessageContaining("line 2").hasMessageContaining("document 2");
        assertThat(refused(file(POD + " 7 ")).code()).isEqualTo("not-an-object");
        assertThat(refused(file("{\"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"}}"))
                        .code())
                .isEqualTo("no-kind");
        assertThat(refused(file("{\"kind\": {\"a\": 1}, \"apiVersion\": null}")).code())
                .isEqualTo("no-kind");
        assertThat(refused(file("{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"metadata\": []}")))
                .hasMessageContaining("ConfigMap has no metadata.name");
        assertThat(refused(file("")).code()).isEqualTo("empty");
        assertThat(refused(file("\n \n")).code()).isEqualTo("empty");
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        Path windows = Files.write(directory.resolve("w.json"), ("\uFEFF" + POD).getBytes(StandardCharsets.UTF_16LE));
        assertThat(refused(windows).code()).isEqualTo("not-utf8");
        Path marked = Files.write(directory.resolve("m.json"), ("\uFEFF" + POD).getBytes(StandardCharsets.UTF_8));
        try (DumpSource source = DumpSource.open(marked)) {
            assertThat(all(source)).singleElement().hasToString("v1 ConfigMap n/a");
        }
    }

    @Test
    void missingThingsAreNamed() throws IOException {
        assertThat(refused(directory.resolve("nowhere")).code()).isEqualTo("missing");
        assertThat(refused(Files.createDirectory(directory.resolve("empty"))).code())
                .isEqualTo("not-a-dump");
        Files.createDirectory(directory.resolve(".gone.old-1"));
        assertThat(refused(directory.resolve("gone"))).hasMessageContaining(".gone.old-1");
        Path odd = Files.createDirectories(directory.resolve("odd"));
        Files.createDirectory(odd.resolve("ns.json"));
        assertThat(refused(odd).code()).isEqualTo("cannot-read");
    }

    @Test
    void theSameObjectAgainIsOneAndAnotherOfItsNameIsRefused() throws IOException {
        String again =
                "{\"kind\":\"ConfigMap\", \"apiVersion\":\"v1\",\n\"metadata\":{\"namespace\":\"n\",\"name\":\"a\"}}";
        try (DumpSource source = DumpSource.open(file(POD + again + POD))) {
            assertThat(all(source)).hasSize(1);
            assertThat(source.notes()).singleElement().asString().contains("2 objects");
        }
        assertThat(refused(file(POD + "\n\n" + POD.replace("}}", "},\"data\":{\"k\":\"v\"}}"))))
                .hasMessageContaining("ConfigMap n/a")
                .hasMessageContaining("line 1")
                .hasMessageContaining("line 3");
    }

    @Test
    void anItemThatIsNoObjectIsDamage() throws IOException {
        Problem problem = refused(
                file("{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [\n" + POD + ",\n[" + POD + "]]}"));

        assertThat(problem.code()).isEqualTo("not-an-object");
        assertThat(problem).hasMessageContaining("line " + (2 + POD.lines().count()));
    }

    @Test
    void listsAreUnfolded() throws IOException {
        String item = "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"n\"},\"items\":[{\"key\":1}]}";
        try (DumpSource source = DumpSource.open(
                file(
                        "{\"apiVersion\":\"v1\",\"items\":[" + POD + ","
                                + "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"d\",\"namespace\":\"n\"}}],\"kind\":\"List\"}"
                                + "{\"kind\":\"SecretList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
                                + item.formatted("s1") + "," + item.formatted("s2") + "]}"
                                + "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":null}"
                                + "{\"kind\":\"WaitList\",\"apiVersion\":\"example.org/v1\",\"metadata\":{\"name\":\"w\"},\"items\":[{\"a\":1}]}"))) {
            assertThat(all(source))
                    .extracting(KubeObject::toString)
                    .containsExactlyInAnyOrder(
                            "v1 ConfigMap n/a",
                            "apps/v1 Deployment.apps n/d",
                            "v1 Secret n/s1",
                            "v1 Secret n/s2",
                            "example.org/v1 WaitList.example.org w");
            assertThat(source.get(source.kinds().find("secrets").getFirst(), "n", "s2"))
                    .hasValueSatisfying(secret ->
                            assertThat(secret.tree().path("kind").asText()).isEqualTo("Secret"));
        }
        assertThat(refused(file(
                        "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n" + POD + ",\n{\"metadata\":{}}]}")))
                .hasMessageContaining("line 3");
    }

    @Test
    void aDirectoryOfTheOldScriptCoversTheGuidesKinds() throws IOException {
        Files.writeString(
                directory.resolve("ns.json"),
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"n\"}}");
        Files.writeString(
                directory.resolve("cluster-dump.json"),
                POD
                        + "{\"apiVersion\":\"extensions/v1beta1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"d\",\"namespace\":\"n\"}}");
        try (DumpSource source = DumpSource.open(directory)) {
            assertThat(source.coverage().scrub()).isEqualTo(Scrub.GUIDE);
            assertThat(source.coverage().covers(new GroupKind("networking.k8s.io", "Ingress")))
                    .isTrue();
            assertThat(source.coverage().covers(new GroupKind("extensions", "Deployment")))
                    .isTrue();
            assertThat(source.coverage().covers(new GroupKind("", "Node"))).isFalse();
            assertThat(source.coverage().covers(new GroupKind("", "Pod"))).isFalse();
            assertThat(source.versions(new GroupKind("apps", "Deployment"))).containsExactly("v1beta1");
            assertThat(source.kinds().find("deploy").getFirst().apiVersion()).isEqualTo("extensions/v1beta1");
            assertThat(source.coverage().selection().wantsNamespace("kube-system"))
                    .isFalse();
            assertThat(source.notes())
                    .extracting(Note::toString)
                    .anySatisfy(note -> assertThat(note).contains("no dump.json"))
                    .anySatisfy(note -> assertThat(note).contains("nodes.json"));
        }
        Files.writeString(directory.resolve("nodes.json"), "");
        assertThat(refused(directory).code()).isEqualTo("empty");
    }

    @Test
    void editingIsNoticedAndANewerFormatRefused() throws IOException {
        Path dump = directory.resolve("dump");
        var source = new MemorySource().add(POD).add(POD.replace("\"a\"", "\"b\""));
        new DumpWriter("jangada 9", Clock.systemUTC())
                .write(source, dump, new DumpOptions(Scrub.NONE, false, Selection.ALL, 1, false));

        Files.writeString(
                dump.resolve("cluster-dump.json"),
                POD
                        + "{\"apiVersion\":\"batch/v1\",\"kind\":\"CronJob\",\"metadata\":{\"name\":\"c\",\"namespace\":\"n\"}}");
        try (DumpSource edited = DumpSource.open(dump)) {
            assertThat(edited.notes())
                    .extracting(Note::toString)
                    .anySatisfy(note -> assertThat(note).contains("2 of configmaps, there are 1"))
                    .anySatisfy(note -> assertThat(note).contains("1 of CronJob.batch"));
            assertThat(edited.coverage().covers(new GroupKind("batch", "CronJob")))
                    .isFalse();
            assertThat(all(edited)).hasSize(2);
        }
        Files.writeString(dump.resolve("cluster-dump.json"), "");
        assertThat(refused(dump).code()).isEqualTo("file-without-objects");
        Files.delete(dump.resolve("cluster-dump.json"));
        assertThat(refused(dump)).hasMessageContaining("2 objects");

        Path manifest = dump.resolve("dump.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("\"formatVersion\": 1", "\"formatVersion\": 2"));
        assertThat(refused(dump)).hasMessageContaining("jangada 9").hasMessageContaining("format 2");
        Files.writeString(manifest, text.replace("\"level\": \"none\"", "\"level\": \"all\""));
        assertThat(refused(dump)).hasMessageContaining("scrub.level");
        Files.writeString(manifest, text.substring(0, 100));
        assertThat(refused(dump).code()).isEqualTo("not-json");
        Files.writeString(manifest, "{}");
        assertThat(refused(dump).code()).isEqualTo("bad-manifest");
    }

    @Test
    void aFileThatBecomesShorterIsNoticed() throws IOException {
        Path file = file(POD);
        try (DumpSource source = DumpSource.open(file)) {
            Files.writeString(file, "{}");
            ResourceKind kind = source.kinds().find("configmaps").getFirst();
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> source.get(kind, "n", "a"))
                    .withMessageContaining("changed");
        }
    }
}
