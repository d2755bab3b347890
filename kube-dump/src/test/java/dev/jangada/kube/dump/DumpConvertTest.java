package dev.jangada.kube.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An old dump becomes one that today's cluster takes. */
class DumpConvertTest {

    private static final DumpOptions EVERY_KIND = new DumpOptions(Scrub.GUIDE, true, Selection.ALL, 2, false);

    private final DumpWriter writer = new DumpWriter("jangada test", Clock.systemUTC());

    @TempDir
    private Path directory;

    @BeforeEach
    void writeAnOldDump() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("old")).resolve("cluster-dump.json"), """
                {"apiVersion": "extensions/v1beta1", "kind": "Deployment", "metadata": {"name": "a", "namespace": "n"},
                 "spec": {"rollbackTo": {"revision": 1}, "template": {"metadata": {"labels": {"app": "a"}}}}}
                {"apiVersion": "apps/v1beta1", "kind": "Deployment", "metadata": {"name": "b", "namespace": "n"},
                 "spec": {"template": {"metadata": {"labels": {"app": "b"}}}}}
                {"apiVersion": "extensions/v1beta1", "kind": "PodSecurityPolicy", "metadata": {"name": "p"}, "spec": {}}
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c", "namespace": "n"}}
                """);
    }

    private DumpResult dump(DumpOptions options) {
        try (DumpSource old = DumpSource.open(directory.resolve("old"))) {
            return writer.write(old, directory.resolve("new"), options);
        }
    }

    private List<String> written() {
        try (DumpSource read = DumpSource.open(directory.resolve("new"))) {
            assertThat(read.notes()).isEmpty();
            var found = new ArrayList<String>();
            for (ResourceKind kind : read.kinds().all()) {
                read.read(kind, Selection.ALL, object -> found.add(object.apiVersion() + " " + object.name()));
            }
            return found;
        }
    }

    @Test
    void removedVersionsAreWrittenAsTodays() {
        DumpResult result = dump(EVERY_KIND.converting());

        assertThat(written()).containsExactlyInAnyOrder("apps/v1 a", "apps/v1 b", "extensions/v1beta1 p", "v1 c");
        assertThat(result.remarks())
                .extracting(remark -> remark.object().name())
                .containsExactlyInAnyOrder("a", "p");
        assertThat(result.remarks())
                .extracting(remark -> remark.note().toString())
                .anyMatch(text -> text.startsWith("spec.rollbackTo was dropped"))
                .anyMatch(text -> text.startsWith("extensions/v1beta1 PodSecurityPolicy was removed"));
        assertThat(result.kinds())
                .filteredOn(dumped -> dumped.objects() > 0)
                .extracting(dumped -> dumped.kind().apiVersion())
                .containsExactlyInAnyOrder("apps/v1", "extensions/v1beta1", "v1");
    }

    @Test
    void unlessAskedForEveryObjectKeepsItsVersion() {
        assertThat(dump(EVERY_KIND).remarks()).isEmpty();
        assertThat(written()).contains("extensions/v1beta1 a", "apps/v1beta1 b");
    }

    @Test
    void whatIsNotToBeChangedIsNotConverted() {
        assertThat(new DumpOptions(Scrub.NONE, true, Selection.ALL, 2, false)
                        .converting()
                        .convert())
                .isFalse();
    }

    @Test
    void aDumpTellsHowManyObjectsItWillGive() {
        try (DumpSource old = DumpSource.open(directory.resolve("old"))) {
            ResourceKind deployments = old.kinds().find("deployments").getFirst();
            var expected = new Expecting();
            old.read(deployments, Selection.ALL, expected);
            assertThat(expected.told).containsExactly(2L);
            old.read(deployments, Selection.ALL.withNames(List.of(Glob.of("a")), List.of()), expected);
            assertThat(expected.told).containsExactly(2L);
        }
    }

    private static final class Expecting implements ObjectSink {
        private final List<Long> told = new ArrayList<>();

        @Override
        public void accept(KubeObject object) {}

        @Override
        public void expect(long objects) {
            told.add(objects);
        }
    }
}
