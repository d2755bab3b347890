package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.scrub.SourceOwners;
import java.util.Set;

/**
 * Decides which objects of the target are deleted because the source does not have them. Only what the source would have if
 * it existed counts, and only what a user put there: what the system and controllers make is left to them.
 */
final class Pruning {

    /** The API server makes those anew, and what others refer to must not be away even for a moment. */
    private static final Set<GroupKind> NEVER = Set.of(KindPlanner.NODE);

    private static final Set<GroupKind> DEFINITIONS = Set.of(KindPlanner.NAMESPACE, KindPlanner.DEFINITION);
    private static final Set<GroupKind> VOLUMES = Set.of(Outgoing.VOLUME, Outgoing.CLAIM);

    private final RestoreOptions options;
    private final Selection covered;
    private final Scrubber scrubber;

    Pruning(RestoreOptions options, ObjectSource source, Target target) {
        this.options = options;
        this.covered = source.coverage().selection();
        Scrub scrub = options.scrub().and(source.coverage().scrub());
        this.scrubber = new Scrubber(scrub, new SourceOwners(target.source(), scrub, _ -> true));
    }

    /** Whether objects of a kind may be deleted at all. */
    boolean reaches(ResourceKind kind) {
        GroupKind groupKind = kind.groupKind();
        Selection selection = options.selection();
        // Who names namespaces does not mean what all namespaces share.
        boolean narrowed = !selection.namespaces().isEmpty()
                || !selection.exceptNamespaces().isEmpty();
        return options.has(Choice.PRUNE)
                && !NEVER.contains(groupKind)
                && (kind.namespaced() || !narrowed)
                && (!DEFINITIONS.contains(groupKind) || options.has(Choice.PRUNE_DEFINITIONS))
                && (!VOLUMES.contains(groupKind) || options.has(Choice.PRUNE_VOLUMES))
                && selection.wants(kind)
                && covered.wants(kind);
    }

    /** Whether an object that the source does not have is deleted. */
    boolean deletes(KubeObject live) {
        return options.selection().matches(original(live))
                && covered.matches(original(live))
                && !AsRestored.isTerminating(live)
                && !isSystems(live)
                && scrubber.apply(live) instanceof Scrubber.Kept;
    }

    /** One that somebody has changed is the system's all the same. */
    private static boolean isSystems(KubeObject live) {
        return Scrubber.isSystemObject(live.key())
                || live.tree().path("metadata").path("labels").has("kube-aggregator.kubernetes.io/automanaged");
    }

    /** The object under the namespace that it would have in the source. */
    private KubeObject original(KubeObject live) {
        return options.namespaceMapping().entrySet().stream()
                .filter(entry -> entry.getValue().equals(live.namespace()))
                .findFirst()
                .map(entry -> {
                    var tree = live.tree();
                    tree.withObjectProperty("metadata").put("namespace", entry.getKey());
                    return KubeObject.of(tree);
                })
                .orElse(live);
    }
}
