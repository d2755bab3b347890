package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.PlanEntry.Live;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the target has of one kind: about 200 bytes an object, kept while the kind is planned. */
final class LiveIndex {

    private final Map<Name, Found> objects = new HashMap<>();

    /** A name within a kind. */
    record Name(String namespace, String name) {}

    /**
     * An object.
     *
     * @param live what it is
     * @param terminating whether it is being deleted
     */
    record Found(Live live, boolean terminating) {}

    private LiveIndex() {}

    /** Of a kind that the target does not know yet. */
    static LiveIndex empty() {
        return new LiveIndex();
    }

    /**
     * Reads.
     *
     * @throws dev.jangada.problem.Problem if the kind cannot be read to its end
     */
    static LiveIndex read(
            ObjectSource target, ResourceKind kind, Selection selection, Scrubber scrubber, FingerprintKey key) {
        var index = new LiveIndex();
        var _ = target.read(
                kind,
                selection,
                object -> index.objects.put(new Name(object.namespace(), object.name()), found(object, scrubber, key)));
        return index;
    }

    static Found found(KubeObject object, Scrubber scrubber, FingerprintKey key) {
        return new Found(live(object, scrubber, key), AsRestored.isTerminating(object));
    }

    static Live live(KubeObject object, Scrubber scrubber, FingerprintKey key) {
        return new Live(object.uid(), object.resourceVersion(), key.of(AsRestored.content(object, scrubber)));
    }

    /** An object, which is then no longer among what is left. */
    Optional<Found> take(String namespace, String name) {
        return Optional.ofNullable(objects.remove(new Name(namespace, name)));
    }

    /** Whether there is an object, that nobody has taken. */
    boolean has(String namespace, String name) {
        return objects.containsKey(new Name(namespace, name));
    }

    /** What nobody took. */
    void left(Consumer<Name> taker) {
        objects.keySet().forEach(taker);
    }
}
