package dev.jangada.repository.lock;

import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.LockDocument;

/**
 * A lock in the repository.
 *
 * @param id its file
 * @param document who holds it
 * @param stale whether it counts no more
 */
public record FoundLock(Id id, LockDocument document, boolean stale) {}
