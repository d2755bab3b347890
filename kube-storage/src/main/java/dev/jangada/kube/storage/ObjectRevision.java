package dev.jangada.kube.storage;

import dev.jangada.problem.Problem;
import java.util.Optional;

/**
 * One change of one object.
 *
 * @param revision the revision of the change
 * @param created whether the object began to exist with it
 * @param object the object after it; empty if the change was a deletion, or cannot be read
 * @param unreadable why it cannot be read
 */
public record ObjectRevision(
        long revision, boolean created, Optional<StoredObject> object, Optional<Problem> unreadable) {

    /** Whether the change was a deletion. */
    public boolean deleted() {
        return object.isEmpty() && unreadable.isEmpty();
    }
}
