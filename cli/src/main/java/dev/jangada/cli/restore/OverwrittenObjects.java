package dev.jangada.cli.restore;

import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.Plan;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Of the target, the objects that a plan changes or deletes, and no others: what is saved before it is applied. */
final class OverwrittenObjects implements ObjectSource {

    /** So many of a kind are asked for one by one; more are found by reading the kind. */
    private static final int FEW = 20;

    private final ObjectSource target;
    private final Map<GroupKind, Set<ObjectKey>> keys = new LinkedHashMap<>();
    private final KindCatalog kinds;

    OverwrittenObjects(ObjectSource target, Plan plan) {
        this.target = target;
        plan.entries((entry, _) -> {
            if (entry.action() == Action.CHANGE || entry.action() == Action.DELETE) {
                keys.computeIfAbsent(entry.kind().groupKind(), _ -> new HashSet<>())
                        .add(entry.target());
            }
        });
        this.kinds = new KindCatalog(
                target.provenance().source(),
                keys.keySet().stream()
                        .flatMap(kind -> target.kinds().find(kind).stream())
                        .toList());
    }

    /** Whether there is nothing to save. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    @Override
    public Provenance provenance() {
        return target.provenance();
    }

    /** Only what is missing of its own kinds would make it incomplete, and that shows when they are read. */
    @Override
    public Coverage coverage() {
        Coverage whole = target.coverage();
        return new Coverage(keys.keySet(), whole.selection(), whole.scrub(), List.of());
    }

    @Override
    public KindCatalog kinds() {
        return kinds;
    }

    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        Set<ObjectKey> wanted = keys.getOrDefault(kind.groupKind(), Set.of());
        var taken = new long[2];
        ObjectSink taker = object -> {
            if (wanted.contains(object.key()) && selection.matches(object)) {
                taken[0]++;
                taken[1] += object.json().length;
                sink.accept(object);
            }
        };
        if (wanted.size() > FEW) {
            Reading whole = target.read(kind, Selection.ALL, taker);
            return new Reading(kind, taken[0], taken[1], whole.resourceVersions(), whole.spansRevisions());
        }
        wanted.stream()
                .sorted()
                .flatMap(key -> target.get(kind, key.namespace(), key.name()).stream())
                .forEach(taker::accept);
        return new Reading(kind, taken[0], taken[1], List.of(), false);
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return target.get(kind, namespace, name)
                .filter(object -> keys.getOrDefault(kind.groupKind(), Set.of()).contains(object.key()));
    }

    @Override
    public List<String> versions(GroupKind kind) {
        return target.versions(kind);
    }

    /** The target stays open: it is written to next. */
    @Override
    public void close() {}
}
