package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.OwnerReferences.Owner;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.scrub.SourceOwners;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what objects of the source are restored too: the owners of others, and volumes of claims. */
final class SourceObjects {

    private static final int REMEMBERED = 20_000;

    private final ObjectSource source;
    private final RestoreOptions options;
    private final Scrubber scrubber;
    private final ClusterScope clusterScope;

    private final Map<ObjectKey, Boolean> answers = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectKey, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    SourceObjects(ObjectSource source, RestoreOptions options) {
        this.source = source;
        this.options = options;
        this.clusterScope = new ClusterScope(source, options, this::comesBack);
        this.scrubber = new Scrubber(options.scrub(), new SourceOwners(source, options.scrub(), this::isSelected));
    }

    /** Takes out what must not come back; knows the owners of this source. */
    Scrubber scrubber() {
        return scrubber;
    }

    private boolean isSelected(KubeObject object) {
        return source.kinds()
                        .find(object.groupKind())
                        .filter(options.selection()::wants)
                        .filter(kind -> clusterScope.has(object, kind))
                        .isPresent()
                && options.selection().matches(object);
    }

    /** What of the objects that are in no namespace is restored. */
    ClusterScope clusterScope() {
        return clusterScope;
    }

    /** The key of an owner in the source, with the namespace of what it owns if its kind has namespaces. */
    ObjectKey key(Owner owner, String namespace) {
        GroupKind kind = owner.groupKind();
        boolean namespaced =
                source.kinds().find(kind).map(ResourceKind::namespaced).orElse(true);
        return new ObjectKey(kind, namespaced ? namespace : "", owner.name());
    }

    /** Whether an object of the source is restored. */
    boolean comesBack(ObjectKey key) {
        @Nullable Boolean known;
        synchronized (answers) {
            known = answers.get(key);
        }
        if (known != null) {
            return known;
        }
        boolean answer = source.kinds()
                .find(key.groupKind())
                .flatMap(kind -> source.get(kind, key.namespace(), key.name()))
                .filter(this::isSelected)
                .filter(object -> scrubber.apply(object) instanceof Scrubber.Kept)
                .isPresent();
        synchronized (answers) {
            answers.put(key, answer);
        }
        return answer;
    }

    /** An object by its key. */
    Optional<KubeObject> get(ObjectKey key) {
        return source.kinds().find(key.groupKind()).flatMap(kind -> source.get(kind, key.namespace(), key.name()));
    }
}
