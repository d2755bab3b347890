package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.scrub.OwnerReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The uids that owners have in the target: without them no object can be told whose it is. */
final class OwnerUids {

    private final Set<GroupKind> kinds;
    private final SourceObjects objects;
    private final Target target;
    private final Map<ObjectKey, String> uids = new ConcurrentHashMap<>();

    /**
     * No uids yet.
     *
     * @param kinds the kinds that own others; uids of no others are kept
     */
    OwnerUids(Set<GroupKind> kinds, SourceObjects objects, Target target) {
        this.kinds = kinds;
        this.objects = objects;
        this.target = target;
    }

    void put(PlanEntry entry, String uid) {
        if (!uid.isEmpty() && kinds.contains(entry.kind().groupKind())) {
            uids.put(entry.target(), uid);
        }
    }

    /**
     * The references to the owners that are in the target.
     *
     * @param desired the object, its owners in the annotation
     * @param source the object's key in the source
     */
    List<ObjectNode> references(KubeObject desired, ObjectKey source) {
        var references = new ArrayList<ObjectNode>();
        for (OwnerReferences.Owner owner : OwnerReferences.of(desired.tree())) {
            boolean namespaced =
                    !objects.key(owner, source.namespace()).namespace().isEmpty();
            @Nullable
            String uid =
                    uids.get(new ObjectKey(owner.groupKind(), namespaced ? desired.namespace() : "", owner.name()));
            if (uid != null) {
                ObjectNode reference = owner.fields().put("uid", uid);
                target.kind(owner.groupKind()).ifPresent(kind -> reference.put("apiVersion", kind.apiVersion()));
                references.add(reference);
            }
        }
        return references;
    }
}
