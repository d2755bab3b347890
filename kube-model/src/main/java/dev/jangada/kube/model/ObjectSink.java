package dev.jangada.kube.model;

/** Takes objects one by one. Called by one thread at a time for one kind. */
@FunctionalInterface
public interface ObjectSink {

    /**
     * Takes the next object. The reader waits for it, so a slow sink slows the source instead of filling memory.
     *
     * @throws dev.jangada.problem.Problem if the object cannot be taken; the reading of its kind ends with it
     */
    void accept(KubeObject object);

    /**
     * Hears how many objects are likely to come, where the source can tell; for progress only. May be called before the
     * first object, and never otherwise.
     *
     * @param objects a count that may be wrong by what changes meanwhile
     */
    default void expect(long objects) {}
}
