package dev.jangada.kube.storage;

import java.util.Optional;

/**
 * One change of one object.
 *
 * @param revision the revision of the change
 * @param created whether the object began to exist with it
 * @param object the object after it, empty if the change was a deletion
 */
public record ObjectRevision(long revision, boolean created, Optional<StoredObject> object) {}
