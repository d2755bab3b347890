package dev.jangada.repository.write;

import java.time.Duration;

/**
 * How a snapshot is written.
 *
 * @param packLength a pack is closed when it has so many bytes
 * @param packsPerIndex an index file is written after so many packs at the latest
 * @param indexEvery … and so long after a pack at the latest
 * @param uploads how many packs are uploaded at a time; each keeps its bytes in memory meanwhile
 * @param inFlight how many bytes of blobs may wait to be hashed, compressed and sealed
 * @param workers how many threads do that
 * @param clock by which {@code indexEvery} passes
 */
public record WriteSettings(
        int packLength,
        int packsPerIndex,
        Duration indexEvery,
        int uploads,
        int inFlight,
        int workers,
        IndexClock clock) {

    /** So often within {@code indexEvery} it is looked whether packs have waited long enough. */
    private static final int LOOKS = 4;

    /**
     * Some 150 MiB at most, however large the backup: two packs being filled and four being uploaded, each of 16 MiB and up to one
     * blob more, and 32 MiB of blobs.
     */
    public static final WriteSettings USUAL = new WriteSettings(
            16 << 20,
            8,
            Duration.ofSeconds(30),
            4,
            32 << 20,
            Runtime.getRuntime().availableProcessors());

    /** By the machine's clock. */
    public WriteSettings(
            int packLength, int packsPerIndex, Duration indexEvery, int uploads, int inFlight, int workers) {
        this(packLength, packsPerIndex, indexEvery, uploads, inFlight, workers, IndexClock.SYSTEM);
    }

    /** How often it is looked whether packs have waited long enough. */
    Duration look() {
        return indexEvery.dividedBy(LOOKS);
    }

    /** How long packs wait until an index file is written when it is looked: not so long that it would be too late the next time. */
    Duration patience() {
        return indexEvery.minus(look());
    }
}
