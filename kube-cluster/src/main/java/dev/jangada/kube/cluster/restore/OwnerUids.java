package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.OwnerReferences;
import dev.jangada.kube.model.scrub.OwnerReferences.Owner;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The uids that owners have in the target: without them no object can be told whose it is. */
final class OwnerUids {

    private final Set<GroupKind> kinds;
    private final SourceObjects objects;
    private final Target target;
    private final boolean asSaved;
    private final Map<ObjectKey, String> uids = new ConcurrentHashMap<>();

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

    void put(PlanEntry entry, String uid) {
        if (!uid.isEmpty() && kinds.contains(entry.kind().groupKind())) {
            uids.put(entry.target(), uid);
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
            @Nullable String uid = asSaved ? lookedUp(kind, key) : uids.get(key);
            if (uid != null) {
                ObjectNode reference = owner.fields().put("uid", uid);
                kind.ifPresent(found -> reference.put("apiVersion", found.apiVersion()));
                references.add(reference);
            } else if (!asSaved && objects.comesBack(original)) {
                missing.add(key);
            }
        }
        return new Owners(references, missing);
    }

    /** What was undone may have been an owner, and then has another uid; what is not there owns nothing. */
    private @Nullable String lookedUp(Optional<ResourceKind> kind, ObjectKey key) throws StatusFailure {
        return kind.isEmpty()
                ? null
                : target.find(kind.get(), key.namespace(), key.name())
                        .map(KubeObject::uid)
                        .orElse(null);
    }
}
