package dev.jangada.repository.copy;

import dev.jangada.repository.format.Id;

/**
 * What became of one snapshot that was to be copied.
 *
 * @param source its id where it came from
 * @param copy its id in the other repository
 * @param wasThere whether the other repository had it already; then nothing was written
 * @param newBlobs how many blobs the other repository did not have
 * @param storedBytes how many bytes of packs were stored for them
 */
public record Copied(Id source, Id copy, boolean wasThere, long newBlobs, long storedBytes) {}
