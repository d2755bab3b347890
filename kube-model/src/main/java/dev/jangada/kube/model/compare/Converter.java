package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.problem.Problem;
import java.util.Optional;

/** Brings an object to another version of its kind, where that can be done without a server. */
@FunctionalInterface
public interface Converter {

    /** Converts nothing. */
    Converter NONE = (object, apiVersion) -> Optional.empty();

    /**
     * The same object at another version.
     *
     * @param apiVersion the group and version wanted, for example {@code apps/v1}
     * @return empty if this conversion is not known
     */
    Optional<KubeObject> convert(KubeObject object, String apiVersion);

    /** Why an object cannot be brought to any other version, where that is known: what a person must decide. */
    default Optional<Problem> obstacle(KubeObject object) {
        return Optional.empty();
    }
}
