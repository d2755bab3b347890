package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.Problem;
import java.util.Optional;

/**
 * Takes what a comparison finds, in order: kinds as {@link dev.jangada.kube.model.order.KindOrder} has them, objects of
 * a kind by namespace and name. Called by the thread that compares. Objects are as they were compared: scrubbed, not in
 * normal form; Secrets among them hold their values.
 */
public interface DiffListener {

    /** A kind is about to be told of; nothing may follow. */
    default void onKind(ResourceKind kind) {}

    /** The object is on the second side only. */
    void onAdded(KubeObject object);

    /** The object is on the first side only. */
    void onRemoved(KubeObject object);

    /** The object is on both sides and differs. */
    void onChanged(ObjectDiff diff);

    /**
     * The object is on both sides, at versions that cannot be brought together.
     *
     * @param why what a person must decide, where that is known
     */
    default void onNotComparable(KubeObject before, KubeObject after, Optional<Problem> why) {}
}
