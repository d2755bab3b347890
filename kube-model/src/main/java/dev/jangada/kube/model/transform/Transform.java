package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.problem.Problem;
import java.util.List;

/** One change that objects undergo on their way to another cluster. Safe for use by several threads. */
@FunctionalInterface
public interface Transform {

    /** Changes nothing. */
    Transform NONE = (original, tree) -> {};

    /**
     * Changes an object in place; one that this has nothing to say about stays as it is.
     *
     * @param original the object's key in the source, before any change
     * @param tree the object, with {@code apiVersion} and {@code kind}
     * @throws Problem if this object cannot be changed as was asked for; the tree is then half changed and must not be
     *     used, other objects are not concerned
     */
    void apply(ObjectKey original, ObjectNode tree);

    /** All of them, one after the other; each sees what those before it have made of the object. */
    static Transform of(List<? extends Transform> steps) {
        List<Transform> all = List.copyOf(steps);
        return (original, tree) -> all.forEach(step -> step.apply(original, tree));
    }
}
