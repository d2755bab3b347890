package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

/** Reads a kind no further than to the first object that counts. */
final class FirstObject {

    private FirstObject() {}

    /**
     * Finds.
     *
     * @throws dev.jangada.problem.Problem if the kind cannot be read that far
     */
    static Optional<KubeObject> of(
            ObjectSource source, ResourceKind kind, Selection selection, Predicate<KubeObject> counts) {
        var found = new KubeObject[1];
        try {
            var _ = source.read(kind, selection, object -> {
                if (counts.test(object)) {
                    found[0] = object;
                    throw new CancellationException("one is enough");
                }
            });
        } catch (CancellationException e) {
            if (found[0] == null) {
                throw e;
            }
        }
        return Optional.ofNullable(found[0]);
    }
}
