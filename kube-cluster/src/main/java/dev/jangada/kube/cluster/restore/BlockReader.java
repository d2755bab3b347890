package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.Plan.Numbered;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

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
     * @param todo the entries; none is left
     * @param taker takes each with its object
     * @param lost takes those whose object is not in the source
     */
    void read(ResourceKind kind, Todo todo, BiConsumer<Numbered, KubeObject> taker, Consumer<Numbered> lost) {
        if (todo.size() > FEW) {
            source.kinds().find(kind.groupKind()).ifPresent(mine -> {
                var _ = source.read(
                        Versions.of(source, mine, kind),
                        selection,
                        object -> todo.take(object.key()).ifPresent(numbered -> taker.accept(numbered, object)));
            });
        }
        todo.takeRest(numbered -> find(kind, numbered.entry().source())
                .ifPresentOrElse(object -> taker.accept(numbered, object), () -> lost.accept(numbered)));
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
