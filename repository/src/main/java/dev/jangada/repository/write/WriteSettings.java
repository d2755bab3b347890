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
 */
public record WriteSettings(
        int packLength, int packsPerIndex, Duration indexEvery, int uploads, int inFlight, int workers) {

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
}
