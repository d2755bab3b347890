package dev.jangada.repository.prune;

/**
 * What a prune did.
 *
 * @param removedPacks how many packs were deleted
 * @param repackedPacks how many of those were written anew
 * @param freedBytes how many bytes less the packs have now
 * @param retained how many files the store did not let go, as they are retained; nothing needs them
 */
public record PruneResult(int removedPacks, int repackedPacks, long freedBytes, int retained) {}
