package dev.jangada.kube.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into a dump comes out of it. */
class DumpRoundTripTest {

    private static final DumpOptions EVERYTHING = new DumpOptions(Scrub.NONE, true, Selection.ALL, 3, false);

    private final DumpWriter writer = writer("2026-11-22T04:00:00Z");

    @TempDir
    private Path directory;

    private static DumpWriter writer(String now) {
        return new DumpWriter("jangada test", Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private static Map<ObjectKey, JsonNode> trees(Iterable<KubeObject> objects) {
        var trees = new TreeMap<ObjectKey, JsonNode>();
        objects.forEach(object -> assertThat(trees.put(object.key(), object.tree()))
                .as("%s is there once", object)
                .isNull());
        return trees;
    }

    private static List<KubeObject> all(DumpSource source) {
        var all = new ArrayList<KubeObject>();
        for (ResourceKind kind : source.kinds().all()) {
            source.read(kind, Selection.ALL, all::add);
        }
        return all;
    }

    @Test
    void aDumpIsKnownAgainByWhatItsFilesHold() throws IOException {
        var source = new MemorySource();
        var objects = new RandomObjects(new SplittableRandom(1), source.kinds().all());
        for (int i = 0; i < 20; i++) {
            source.add(objects.next());
        }
        writer.write(source, directory.resolve("a"), EVERYTHING);
        writer("2027-01-01T00:00:00Z").write(source, directory.resolve("b"), EVERYTHING);
        String digest = digest("a");
        assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(digest("b"));
        Files.writeString(directory.resolve("b/ns.json"), " ", java.nio.file.StandardOpenOption.APPEND);
        assertThat(digest("b")).isNotEqualTo(digest);
    }

    private String digest(String name) {
        try (var dump = DumpSource.open(directory.resolve(name))) {
            return dump.digest().orElseThrow();
        }
    }

    @RepeatedTest(20)
    void anyObjectsComeOutAsTheyWentIn() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        var source = new MemorySource();
        var objects = new RandomObjects(random, source.kinds().all());
        int count = random.nextInt(300);
        for (int i = 0; i < count; i++) {
            source.add(objects.next());
        }
        var put = source.objects().values().stream().flatMap(List::stream).toList();

        DumpResult result = writer.write(source, directory.resolve("a"), EVERYTHING);

        assertThat(result.objects()).isEqualTo(count);
        assertThat(result.complete()).isTrue();
        try (var dump = DumpSource.open(directory.resolve("a"))) {
            assertThat(trees(all(dump))).isEqualTo(trees(put));
            assertThat(dump.notes()).isEmpty();
            for (KubeObject object : put) {
                ResourceKind kind = dump.kinds().find(object.groupKind()).orElseThrow();
                assertThat(dump.get(kind, object.namespace(), object.name()))
                        .hasValueSatisfying(found -> assertThat(found.tree()).isEqualTo(object.tree()));
                assertThat(dump.get(kind, object.namespace(), object.name() + "_"))
                        .isEmpty();
            }
            writer.write(dump, directory.resolve("b"), EVERYTHING);
        }
        for (String file : DumpFiles.DATA) {
            assertThat(directory.resolve("b").resolve(file))
                    .as("a dump of a dump has the same bytes")
                    .hasSameBinaryContentAs(directory.resolve("a").resolve(file));
        }
    }

    @Test
    void theSameObjectsInAnotherOrderGiveTheSameBytes() {
        var random = new SplittableRandom(42);
        var source = new MemorySource();
        var objects = new RandomObjects(random, source.kinds().all());
        var put = new ArrayList<KubeObject>();
        for (int i = 0; i < 200; i++) {
            put.add(objects.next());
        }
        put.forEach(source::add);
        var reversed = new MemorySource();
        put.reversed().forEach(reversed::add);

        writer.write(source, directory.resolve("a"), EVERYTHING);
        writer("2027-01-01T00:00:00Z").write(reversed, directory.resolve("b"), EVERYTHING);

        for (String file : DumpFiles.DATA) {
            assertThat(directory.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("a").resolve(file));
        }
    }

    @Test
    void documentsAreLaidOutForPeople() throws IOException {
        var source = new MemorySource()
                .add(
                        "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"b\",\"namespace\":\"shop\"},"
                                + "\"data\":{\"n\":\"1,{2}\"},\"binaryData\":{}}")
                .add(
                        "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\",\"namespace\":\"shop\"}}")
                .add("{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"shop\"}}")
                .add("{\"kind\":\"Node\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"n1\"}}");

        writer.write(source, directory.resolve("a"), EVERYTHING);

        assertThat(directory.resolve("a/cluster-dump.json")).hasContent("""
                {
                  "kind": "ConfigMap",
                  "apiVersion": "v1",
                  "metadata": {
                    "name": "a",
                    "namespace": "shop"
                  }
                }
                {
                  "kind": "ConfigMap",
                  "apiVersion": "v1",
                  "metadata": {
                    "name": "b",
                    "namespace": "shop"
                  },
                  "data": {
                    "n": "1,{2}"
                  },
                  "binaryData": {}
                }
                """);
        assertThat(Files.readString(directory.resolve("a/ns.json"))).contains("\"name\": \"shop\"");
        assertThat(Files.readString(directory.resolve("a/nodes.json"))).contains("\"name\": \"n1\"");
    }

    @Test
    void whatADumpSaysOfItselfIsWhatItsSourceCovers() {
        var source = new MemorySource()
                .add(
                        "{\"kind\":\"Widget\",\"apiVersion\":\"example.org/v1alpha2\",\"metadata\":{\"name\":\"w\",\"namespace\":\"a\"}}")
                .revisions(MemorySource.WIDGET.groupKind(), "100", "120");
        var selection = Selection.ALL.withNamespaces(List.of(dev.jangada.kube.model.Glob.of("a*")), List.of());

        DumpResult result =
                writer.write(source, directory.resolve("a"), new DumpOptions(Scrub.GUIDE, true, selection, 2, false));

        assertThat(result.kinds().stream().filter(DumpResult.DumpedKind::spansRevisions))
                .extracting(DumpResult.DumpedKind::kind)
                .extracting(ResourceKind::resourceName)
                .containsExactly("widgets.example.org");
        try (var dump = DumpSource.open(directory.resolve("a"))) {
            assertThat(dump.provenance().clusterUid())
                    .isEqualTo(source.provenance().clusterUid());
            assertThat(dump.provenance().asOf()).isEqualTo(source.provenance().asOf());
            assertThat(dump.provenance().kubernetesVersion()).contains("v1.36.1");
            assertThat(dump.coverage().scrub()).isEqualTo(Scrub.GUIDE);
            assertThat(dump.coverage().complete()).isTrue();
            assertThat(dump.coverage().selection().namespaces()).hasToString("[a*]");
            assertThat(dump.coverage().selection().exceptNamespaces())
                    .hasToString("[kube-node-lease, kube-public, kube-system]");
            assertThat(dump.coverage().covers(new GroupKind("batch", "CronJob")))
                    .isTrue();
            assertThat(dump.coverage().covers(new GroupKind("", "Event"))).isFalse();
            assertThat(dump.kinds().find("wd")).singleElement().satisfies(kind -> {
                assertThat(kind.plural()).isEqualTo("widgets");
                assertThat(kind.categories()).containsExactly("toys");
                assertThat(kind.apiVersion()).isEqualTo("example.org/v1alpha2");
            });
        }
    }

    @Test
    void aKindThatIsNamedIsWrittenWithoutAllKinds() {
        var source = new MemorySource()
                .add(
                        "{\"kind\":\"CronJob\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"name\":\"c\",\"namespace\":\"a\"}}");
        var selection = Selection.ALL.withKinds(List.of(Glob.of("cronjobs.batch")), List.of());

        DumpResult result =
                writer.write(source, directory.resolve("a"), new DumpOptions(Scrub.GUIDE, false, selection, 2, false));

        assertThat(result.objects()).isEqualTo(1);
        assertThat(result.kinds()).extracting(dumped -> dumped.kind().plural()).containsExactly("cronjobs");
    }

    @Test
    void withoutAllKindsOnlyTheGuidesAreWritten() {
        var source = new MemorySource();
        for (ResourceKind kind : source.kinds().all()) {
            var tree = Json.object().put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
            tree.putObject("metadata").put("name", "one");
            source.add(KubeObject.of(tree));
        }

        DumpResult result = writer.write(
                source, directory.resolve("a"), new DumpOptions(Scrub.NONE, false, Selection.ALL, 2, false));

        assertThat(result.kinds())
                .extracting(dumped -> dumped.kind().plural())
                .containsExactly(
                        "nodes",
                        "namespaces",
                        "serviceaccounts",
                        "clusterroles",
                        "roles",
                        "clusterrolebindings",
                        "rolebindings",
                        "storageclasses",
                        "resourcequotas",
                        "limitranges",
                        "networkpolicies",
                        "configmaps",
                        "persistentvolumes",
                        "persistentvolumeclaims",
                        "secrets",
                        "services",
                        "deployments",
                        "statefulsets",
                        "replicationcontrollers",
                        "daemonsets",
                        "jobs",
                        "ingresses");
    }
}
