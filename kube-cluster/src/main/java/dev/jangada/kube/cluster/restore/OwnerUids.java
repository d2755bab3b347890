package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.OwnerReferences;
import dev.jangada.kube.model.scrub.OwnerReferences.Owner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** The uids that owners have in the target: without them no object can be told whose it is. */
final class OwnerUids {

    private final Set<GroupKind> kinds;
    private final SourceObjects objects;
    private final Target target;
    private final boolean asSaved;
    private final UidTable uids = new UidTable();

    /**
     * No uids yet.
     *
     * @param kinds the kinds that own others; uids of no others are kept
     * @param asSaved whether objects come back to the cluster that they are of, so that any owner there is theirs
     */
    OwnerUids(Set<GroupKind> kinds, SourceObjects objects, Target target, boolean asSaved) {
        this.kinds = kinds;
        this.objects = objects;
        this.target = target;
        this.asSaved = asSaved;
    }

    /** Owners that are there already, or that an earlier run has created, are known before what they own is written. */
    void recall(Plan plan, Path journal) {
        if (kinds.isEmpty()) {
            return;
        }
        try (WrittenIndex written = WrittenIndex.of(journal)) {
            plan.entries((entry, number) -> {
                if (!kinds.contains(entry.kind().groupKind())) {
                    return;
                }
                // What is deleted for its successor owns nothing that is written before the successor is there.
                if (entry.how().filter(How.RECREATE::equals).isEmpty()) {
                    entry.live().ifPresent(live -> put(entry, live.uid()));
                }
                written.of(number).ifPresent(then -> put(entry, then.uid()));
            });
        }
    }

    void put(PlanEntry entry, String uid) {
        if (!uid.isEmpty() && kinds.contains(entry.kind().groupKind())) {
            uids.put(KeyHash.of(entry.target()), uid);
        }
    }

    /**
     * The owners of an object.
     *
     * @param desired the object, its owners in the annotation
     * @param source the object's key in the source
     * @throws StatusFailure if the server refuses to show one of them
     */
    Owners of(KubeObject desired, ObjectKey source) throws StatusFailure {
        var references = new ArrayList<ObjectNode>();
        var missing = new ArrayList<ObjectKey>();
        for (Owner owner : OwnerReferences.of(desired.tree())) {
            Optional<ResourceKind> kind = target.kind(owner.groupKind());
            ObjectKey original = objects.key(owner, source.namespace());
            boolean namespaced = kind.map(ResourceKind::namespaced)
                    .orElse(!original.namespace().isEmpty());
            var key = new ObjectKey(owner.groupKind(), namespaced ? desired.namespace() : "", owner.name());
            Optional<String> uid = asSaved ? lookedUp(kind, key) : uids.get(KeyHash.of(key));
            if (uid.isPresent()) {
                ObjectNode reference = owner.fields().put("uid", uid.get());
                kind.ifPresent(found -> reference.put("apiVersion", found.apiVersion()));
                references.add(reference);
            } else if (!asSaved && objects.comesBack(original)) {
                missing.add(key);
            }
        }
        return new Owners(references, missing);
    }

    /** What was undone may have been an owner, and then has another uid; what is not there owns nothing. */
    private Optional<String> lookedUp(Optional<ResourceKind> kind, ObjectKey key) throws StatusFailure {
        return kind.isEmpty()
                ? Optional.empty()
                : target.find(kind.get(), key.namespace(), key.name()).map(KubeObject::uid);
    }
}
