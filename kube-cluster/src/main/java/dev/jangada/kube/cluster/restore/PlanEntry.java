package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.compare.Fingerprint;
import java.util.List;
import java.util.Optional;

/**
 * What a plan does about one object.
 *
 * @param action what
 * @param how how, where something that exists is changed
 * @param kind the kind at the version that is written
 * @param source the object in the source; for what is deleted, in the target
 * @param namespace its namespace in the target, empty for a cluster-scoped kind
 * @param name its name in the target
 * @param live what is in the target now, if something is
 * @param desired stands for what is to be there; empty for what is deleted or cannot be
 * @param ownersLater whether an owner comes after it, so that it is told then whose it is; of what is deleted, whether it
 *     has owners, before which it is deleted: else the garbage collector takes them out of it
 * @param why why nothing is done, or what else is to be known
 * @param changes the fields that differ between the target and the source
 */
public record PlanEntry(
        Action action,
        Optional<How> how,
        ResourceKind kind,
        ObjectKey source,
        String namespace,
        String name,
        Optional<Live> live,
        Optional<Fingerprint> desired,
        boolean ownersLater,
        Optional<Why> why,
        List<Change> changes) {

    public PlanEntry {
        changes = List.copyOf(changes);
    }

    /**
     * An object in the target at the time of the plan.
     *
     * @param uid its uid
     * @param resourceVersion its resourceVersion
     * @param fingerprint stands for its content
     */
    public record Live(String uid, String resourceVersion, Fingerprint fingerprint) {}

    /** The same for something that has owners. */
    PlanEntry owned(boolean has) {
        return new PlanEntry(action, how, kind, source, namespace, name, live, desired, has, why, changes);
    }

    /** Whether it is told whose it is when its owners are there. */
    boolean toldLater() {
        return ownersLater && action != Action.DELETE;
    }

    /** The same with a reason. */
    PlanEntry because(Why reason) {
        return new PlanEntry(
                action, how, kind, source, namespace, name, live, desired, ownersLater, Optional.of(reason), changes);
    }

    /** The same with the fields that differ. */
    PlanEntry changing(List<Change> fields) {
        return new PlanEntry(action, how, kind, source, namespace, name, live, desired, ownersLater, why, fields);
    }

    /** Whether this is its reason, or remark. */
    boolean says(RestoreMessage message) {
        return why.filter(reason -> reason.message() == message).isPresent();
    }

    /** Whether an object of the target has owners. */
    static boolean isOwned(KubeObject live) {
        return live.tree().path("metadata").has("ownerReferences");
    }

    /** The object in the target. */
    public ObjectKey target() {
        return new ObjectKey(kind.groupKind(), namespace, name);
    }
}
