package dev.jangada.kube.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.kube.model.compare.DiffListener;
import dev.jangada.kube.model.compare.DiffOptions;
import dev.jangada.kube.model.compare.ObjectDiff;
import dev.jangada.kube.model.compare.SourceDiff;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which objects a dump leaves to their owners, and that a comparison with its source leaves out the same. */
class DumpOwnersTest {

    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    private static final GroupKind POD = new GroupKind("", "Pod");
    private static final String WEB = object("apps/v1", "Deployment", "web", "");
    private static final String WEB_SET =
            object("apps/v1", "ReplicaSet", "web-1", owner("apps/v1", "Deployment", "web"));
    private static final String WEB_POD = object("v1", "Pod", "web-1-a", owner("apps/v1", "ReplicaSet", "web-1"));
    private static final String EPHEMERAL =
            object("v1", "PersistentVolumeClaim", "web-1-a-scratch", owner("v1", "Pod", "web-1-a"));
    private static final String JOB = """
            {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "import", "namespace": "shop"},
             "spec": {}, "status": {"conditions": [{"type": "Complete", "status": "True"}]}}
            """;
    private static final String OF_JOB = object("v1", "ConfigMap", "of-import", owner("batch/v1", "Job", "import"));

    @TempDir
    private Path directory;

    private static String object(String apiVersion, String kind, String name, String more) {
        return """
                {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s", "namespace": "shop"%s}}
                """.formatted(apiVersion, kind, name, more);
    }

    private static String owner(String apiVersion, String kind, String name) {
        return """
                , "ownerReferences": [{"apiVersion": "%s", "kind": "%s", "name": "%s", "uid": "u", "controller": true}]
                """.formatted(apiVersion, kind, name);
    }

    private static MemorySource cluster() {
        return new MemorySource()
                .add(WEB)
                .add(WEB_SET)
                .add(WEB_POD)
                .add(EPHEMERAL)
                .add(JOB)
                .add(OF_JOB);
    }

    private static Selection without(String kind) {
        return Selection.ALL.withKinds(List.of(), List.of(Glob.of(kind)));
    }

    private List<String> dumped(MemorySource source, boolean allKinds, Selection selection) {
        new DumpWriter("jangada test", Clock.systemUTC())
                .write(source, directory.resolve("d"), new DumpOptions(Scrub.GUIDE, allKinds, selection, 2, false));
        try (DumpSource dump = DumpSource.open(directory.resolve("d"))) {
            var names = new ArrayList<String>();
            for (ResourceKind kind : dump.kinds().all()) {
                dump.read(kind, Selection.ALL, object -> names.add(object.name()));
            }
            return names;
        }
    }

    private List<String> differences(MemorySource source) {
        var found = new ArrayList<String>();
        try (DumpSource dump = DumpSource.open(directory.resolve("d"))) {
            new SourceDiff(dump, source, DiffOptions.DEFAULT, Converter.NONE, MemorySpool::new).run(new DiffListener() {
                @Override
                public void onAdded(KubeObject object) {
                    found.add("added " + object.name());
                }

                @Override
                public void onRemoved(KubeObject object) {
                    found.add("removed " + object.name());
                }

                @Override
                public void onChanged(ObjectDiff diff) {
                    found.add("changed " + diff);
                }
            });
        }
        return found;
    }

    @Test
    void whatIsMadeAgainThroughOwnersThatAreNotWrittenIsLeftOut() {
        MemorySource source = cluster();

        assertThat(dumped(source, false, Selection.ALL)).containsExactly("web");
        assertThat(differences(source)).isEmpty();
    }

    @Test
    void withAllKindsTheSameIsLeftOut() {
        MemorySource source = cluster();

        assertThat(dumped(source, true, Selection.ALL)).containsExactly("web");
        assertThat(differences(source)).isEmpty();
    }

    @Test
    void withoutTheDeploymentItsReplicaSetIsTheOneToKeep() {
        MemorySource source = cluster();

        assertThat(dumped(source, true, without("deployments.apps"))).containsExactly("web-1");
        assertThat(differences(source)).isEmpty();
    }

    @Test
    void withoutDeploymentAndReplicaSetThePodIsWritten() {
        MemorySource source = cluster();
        Selection selection =
                Selection.ALL.withKinds(List.of(), List.of(Glob.of("deployments.apps"), Glob.of("replicasets.apps")));

        assertThat(dumped(source, true, selection)).containsExactly("web-1-a");
        assertThat(differences(source)).isEmpty();
    }

    @Test
    void aKindThatCouldNotBeReadMakesNothingAgain() {
        MemorySource source = cluster()
                .fail(
                        DEPLOYMENT,
                        new Problem(ExitCode.FAILED, DumpMessage.CANNOT_READ, "deployments", "no permission"));

        assertThat(dumped(source, true, Selection.ALL)).containsExactly("web-1");
    }

    @Test
    void anOwnerThatIsNotSelectedMakesNothingAgainInThisDump() {
        MemorySource source = cluster();
        Selection selection = Selection.ALL.withNames(List.of(), List.of(Glob.of("web")));

        assertThat(dumped(source, false, selection)).containsExactly("web-1-a-scratch");
        assertThat(differences(source)).isEmpty();
    }

    @Test
    void whatBelongsToAnOwnerThatMayNotBeLookedAtIsWritten() {
        var source = new MemorySource() {
            @Override
            public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
                if (kind.groupKind().equals(POD)) {
                    throw new Problem(ExitCode.FAILED, DumpMessage.CANNOT_READ, "pods", "no permission");
                }
                return super.get(kind, namespace, name);
            }
        };
        source.add(WEB).add(WEB_SET).add(WEB_POD).add(EPHEMERAL);

        assertThat(dumped(source, false, Selection.ALL)).containsExactlyInAnyOrder("web", "web-1-a-scratch");
    }
}
