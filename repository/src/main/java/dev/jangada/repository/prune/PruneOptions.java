package dev.jangada.repository.prune;

/**
 * How much a prune does.
 *
 * @param tolerated how much of what is used may stay unused, as a share, before packs are written anew; 0 leaves nothing
 * @param smallPack packs below so many bytes are joined, if there are ten or more of them
 */
public record PruneOptions(double tolerated, int smallPack) {

    /** Five per cent, and packs below 2 MiB. */
    public static final PruneOptions USUAL = new PruneOptions(0.05, 2 << 20);
}
