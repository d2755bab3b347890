package dev.jangada.repository.write;

import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;

/**
 * What was written.
 *
 * @param id the new snapshot's
 * @param snapshot the new snapshot
 * @param files how many files it has
 * @param bytes how many bytes they have
 * @param newBlobs how many blobs the repository did not have
 * @param newBytes how many bytes those had
 * @param storedBytes how many bytes of packs were stored for them
 */
public record Written(
        Id id, Snapshot snapshot, long files, long bytes, long newBlobs, long newBytes, long storedBytes) {}
