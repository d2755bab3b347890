package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.Plan.Numbered;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Finds the objects of the source that entries of one kind mean. */
final class BlockReader {

    /** So many are asked for one by one; more are found by reading the kind. */
    private static final int FEW = 20;

    private final ObjectSource source;
    private final Selection selection;

    BlockReader(ObjectSource source, Selection selection) {
        this.source = source;
        this.selection = selection;
    }

    /**
     * Reads.
     *
     * @param kind the kind as it is written
     * @param todo the entries by the key that their object has in the source; those that were found are taken away
     * @param taker takes each with its object
     */
    void read(ResourceKind kind, Map<ObjectKey, Numbered> todo, BiConsumer<Numbered, KubeObject> taker) {
        if (todo.size() > FEW) {
            source.kinds().find(kind.groupKind()).ifPresent(mine -> {
                var _ = source.read(Versions.of(source, mine, kind), selection, object -> {
                    Numbered numbered = todo.remove(object.key());
                    if (numbered != null) {
                        taker.accept(numbered, object);
                    }
                });
            });
        }
        for (ObjectKey key : new ArrayList<>(todo.keySet())) {
            find(kind, key).ifPresent(object -> {
                Numbered numbered = todo.remove(key);
                if (numbered != null) {
                    taker.accept(numbered, object);
                }
            });
        }
    }

    private Optional<KubeObject> find(ResourceKind kind, ObjectKey key) {
        Optional<KubeObject> found = source.kinds()
                .find(key.groupKind())
                .flatMap(mine -> source.get(Versions.of(source, mine, kind), key.namespace(), key.name()));
        return found.isEmpty() && key.groupKind().equals(KindPlanner.NAMESPACE)
                ? Optional.of(NeededNamespaces.plain(key.name()))
                : found;
    }
}
