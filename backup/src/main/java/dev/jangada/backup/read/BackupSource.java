package dev.jangada.backup.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.CoveredKind;
import dev.jangada.backup.format.FileName;
import dev.jangada.backup.format.Layout;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.read.SnapshotTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The objects of a backup. One object is read without reading another: the directories on the way to it, and its own blob. A reading
 * holds one object and the JSON of one namespace's directory at a time.
 */
public final class BackupSource implements ObjectSource {

    /** The code of {@link BackupMessage#RECORDED_PARTIAL}. */
    private static final String PARTIAL = "recorded-partial";

    private final Backup backup;
    private final Manifest manifest;
    private final SnapshotTree few;
    private final SnapshotTree many;
    private final Map<GroupKind, CoveredKind> held = new HashMap<>();
    private final KindCatalog catalog;
    private final Provenance provenance;

    /** A backup of a repository, which stays open. */
    public BackupSource(Repository repository, Backup backup, Manifest manifest) {
        this.backup = backup;
        this.manifest = manifest;
        this.few = repository.tree(backup.tree());
        this.many = repository.wholeTree(backup.tree());
        manifest.kinds().forEach(kind -> held.put(kind.kind().groupKind(), kind));
        this.catalog = new KindCatalog(
                backup.sourceName(),
                manifest.kinds().stream().map(CoveredKind::kind).toList());
        this.provenance = new Provenance(
                backup.sourceName(),
                Optional.empty(),
                manifest.server(),
                manifest.clusterUid(),
                manifest.kubernetesVersion(),
                manifest.asOf());
    }

    /** The backup. */
    public Backup backup() {
        return backup;
    }

    /** What it is. */
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    /**
     * Kinds with a gap can be read as far as they are here, but are not covered: that an object is missing says nothing. Of those
     * of which objects are partial every object is here, and the partial ones say so themselves.
     */
    @Override
    public Coverage coverage() {
        List<Gap> gaps = manifest.gaps().stream()
                .filter(gap -> !gap.why().code().equals(PARTIAL))
                .toList();
        Set<String> incomplete = gaps.stream().map(Gap::what).collect(Collectors.toSet());
        return new Coverage(
                held.values().stream()
                        .filter(kind -> !incomplete.contains(kind.kind().resourceName()))
                        .map(kind -> kind.kind().groupKind())
                        .collect(Collectors.toSet()),
                manifest.selection(),
                Scrub.NONE,
                gaps);
    }

    @Override
    public KindCatalog kinds() {
        return catalog;
    }

    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        CoveredKind covered = held.get(kind.groupKind());
        if (covered == null || covered.objects() == 0) {
            return new Reading(kind, 0, 0, List.of(), false);
        }
        if (selection.withKinds(List.of(), List.of()).equals(Selection.ALL)) {
            sink.expect(covered.objects());
        }
        long[] total = {0, 0};
        for (Node namespace : directory(covered)) {
            if (mayBeWanted(namespace.name(), selection)) {
                eachFile(namespace, selection, file -> {
                    KubeObject object = covered.partial().mark(object(many, file));
                    if (selection.matches(object)) {
                        sink.accept(object);
                        total[0]++;
                        total[1] += object.json().length;
                    }
                });
            }
        }
        return new Reading(kind, total[0], total[1], covered.revisions(), false);
    }

    private List<Node> directory(CoveredKind kind) {
        String path = Layout.OBJECTS + "/" + Layout.directory(kind.kind());
        return few.find(path)
                .flatMap(Node::subtree)
                .map(tree -> few.tree(tree).nodes())
                .orElseThrow(() -> new Problem(
                        ExitCode.CORRUPT,
                        BackupMessage.KIND_MISSING,
                        backup.sourceName(),
                        kind.kind().resourceName()));
    }

    /** A name that was changed to be a file's is not told apart here; the object itself is asked later. */
    private static boolean mayBeWanted(String directory, Selection selection) {
        return directory.equals(Layout.CLUSTER)
                || directory.indexOf('%') >= 0
                || directory.indexOf('~') >= 0
                || selection.wantsNamespace(directory);
    }

    private void eachFile(Node namespace, Selection selection, Consumer<Node> consumer) {
        Id id = namespace.subtree().orElseThrow();
        List<Glob> names = selection.names();
        if (names.isEmpty() || !names.stream().allMatch(Glob::isLiteral)) {
            few.each(id, consumer);
            return;
        }
        Set<String> wanted =
                names.stream().map(name -> FileName.ofObject(name.toString())).collect(Collectors.toSet());
        if (wanted.size() == 1) {
            few.find(id, wanted.iterator().next()).ifPresent(consumer);
            return;
        }
        few.each(id, node -> {
            if (wanted.contains(node.name())) {
                consumer.accept(node);
            }
        });
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return file(kind.groupKind(), namespace, name)
                .map(node -> object(few, node))
                .map(object -> partial(kind.groupKind()).mark(object));
    }

    private PartialObjects partial(GroupKind kind) {
        CoveredKind covered = held.get(kind.canonical());
        return covered == null ? PartialObjects.NONE : covered.partial();
    }

    /** The file of an object, if it is here. */
    Optional<Node> file(GroupKind kind, String namespace, String name) {
        return Optional.ofNullable(held.get(kind.canonical()))
                .flatMap(covered -> few.find(Layout.path(covered.kind(), namespace, name)));
    }

    /**
     * Whether an object would be here if it had been in the cluster: its kind was read wholly, and the selection wants the object. Which
     * labels and fields an object had that is not here is not known, so a selection by them says nothing.
     */
    boolean wouldHold(GroupKind kind, String namespace, String name) {
        CoveredKind covered = held.get(kind.canonical());
        Selection selection = manifest.selection();
        if (covered == null
                || !selection.labels().isAll()
                || !selection.fields().isAll()
                || !coverage().covers(kind)) {
            return false;
        }
        ObjectNode object = Json.object()
                .put("apiVersion", covered.kind().apiVersion())
                .put("kind", covered.kind().kind());
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return selection.matches(KubeObject.of(object));
    }

    private KubeObject object(SnapshotTree tree, Node file) {
        try (InputStream content = tree.read(file)) {
            return KubeObject.of(content.readAllBytes());
        } catch (IOException e) {
            throw new Problem(
                    e,
                    ExitCode.CORRUPT,
                    BackupMessage.CANNOT_READ_FILE,
                    backup.sourceName(),
                    file.name(),
                    e.getMessage());
        }
    }

    @Override
    public List<String> versions(GroupKind kind) {
        CoveredKind covered = held.get(kind.canonical());
        return covered == null ? List.of() : covered.versions();
    }

    /** The tree's id, which is the hash over everything in it. */
    @Override
    public Optional<String> digest() {
        return Optional.of(backup.tree().toString());
    }

    @Override
    public void close() {}
}
