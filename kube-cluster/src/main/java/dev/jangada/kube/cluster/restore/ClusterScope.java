package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.function.Predicate;

/**
 * Which objects that are in no namespace are restored where the user has named namespaces: those that what is in these
 * namespaces cannot do without. The Namespaces themselves, the volumes that claims in them are bound to, and, where the target
 * has them not, the definitions of their kinds and the classes that they name ({@link Needs}). All others stay out, unless
 * the user says {@code --include-cluster-resources} or names their kind.
 */
final class ClusterScope {

    private final ObjectSource source;
    private final Selection selection;
    private final boolean asNeeded;
    private final Predicate<ObjectKey> comesBack;

    /**
     * A scope.
     *
     * @param comesBack whether an object that is in a namespace of the source is restored
     */
    ClusterScope(ObjectSource source, RestoreOptions options, Predicate<ObjectKey> comesBack) {
        this.source = source;
        this.selection = options.selection();
        this.asNeeded = !selection.namespaces().isEmpty()
                && selection.kinds().isEmpty()
                && selection.clusterScoped()
                && !options.has(Choice.INCLUDE_CLUSTER_RESOURCES)
                && !options.has(Choice.VERBATIM);
        this.comesBack = comesBack;
    }

    /** Whether only what is needed is restored. */
    boolean asNeeded() {
        return asNeeded;
    }

    /** Whether objects of a kind are looked at one by one. */
    boolean reaches(ResourceKind kind) {
        return !asNeeded
                || kind.namespaced()
                || kind.groupKind().equals(KindPlanner.NAMESPACE)
                || kind.groupKind().equals(KindPlanner.DEFINITION)
                || kind.groupKind().equals(Outgoing.VOLUME);
    }

    /** Whether an object that the user's selection lets through is restored. */
    boolean has(KubeObject object, ResourceKind kind) {
        if (!asNeeded || kind.namespaced() || kind.groupKind().equals(KindPlanner.NAMESPACE)) {
            return true;
        }
        if (kind.groupKind().equals(Outgoing.VOLUME)) {
            return isOfClaim(object);
        }
        return kind.groupKind().equals(KindPlanner.DEFINITION) && defines(object);
    }

    /** Whether a claim that comes back has a volume, or is to get it. */
    private boolean isOfClaim(KubeObject volume) {
        JsonNode claimRef = volume.tree().path("spec").path("claimRef");
        var key = new ObjectKey(
                Outgoing.CLAIM,
                claimRef.path("namespace").asText(""),
                claimRef.path("name").asText(""));
        return selection.wantsNamespace(key.namespace())
                && comesBack.test(key)
                && source.kinds()
                        .find(Outgoing.CLAIM)
                        .flatMap(claims -> source.get(claims, key.namespace(), key.name()))
                        .map(claim ->
                                claim.tree().path("spec").path("volumeName").asText(""))
                        .filter(name -> name.isEmpty() || name.equals(volume.name()))
                        .isPresent();
    }

    /** Whether objects of what a definition defines are restored. */
    private boolean defines(KubeObject definition) {
        return Definitions.kind(definition)
                .flatMap(defined -> source.kinds().find(defined.groupKind()))
                .filter(kind -> kind.namespaced() && selection.wants(kind))
                .filter(this::hasAny)
                .isPresent();
    }

    private boolean hasAny(ResourceKind kind) {
        return FirstObject.of(source, kind, selection, _ -> true).isPresent();
    }
}
