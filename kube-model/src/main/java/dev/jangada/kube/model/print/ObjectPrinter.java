package dev.jangada.kube.model.print;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.io.IOException;
import java.util.Optional;

/** Writes objects as text, one by one, so that a list of any length needs no memory. */
public interface ObjectPrinter {

    /**
     * The objects that follow are of this kind.
     *
     * @param kind the kind, at the version that is printed
     * @param definition its CustomResourceDefinition, if it has one and the source holds it; printer columns come from
     *     there
     * @throws IOException if the writer fails
     */
    default void begin(ResourceKind kind, Optional<KubeObject> definition) throws IOException {}

    /**
     * Writes one object.
     *
     * @throws IOException if the writer fails
     */
    void print(KubeObject object) throws IOException;

    /**
     * Writes what is held back, and what closes a list. The writer stays open.
     *
     * @throws IOException if the writer fails
     */
    default void end() throws IOException {}
}
