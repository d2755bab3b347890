package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.ObjectKey;
import java.util.List;

/**
 * Whose an object is in the target.
 *
 * @param references the owners that are there, with their uids
 * @param missing the owners that come back and are not there
 */
record Owners(List<ObjectNode> references, List<ObjectKey> missing) {

    /** Nobody's, or not yet. */
    static final Owners NONE = new Owners(List.of(), List.of());

    Owners {
        references = List.copyOf(references);
        missing = List.copyOf(missing);
    }
}
