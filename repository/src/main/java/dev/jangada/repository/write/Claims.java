package dev.jangada.repository.write;

import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.MasterIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which blobs need not be written: those of the repository's index, and those that this writer has taken on itself and that are not in
 * a stored index file yet. Another writer does not rely on the latter, because this one may fail.
 */
final class Claims {

    private final MasterIndex index;
    private final Set<Blob> mine = new HashSet<>();

    Claims(MasterIndex index) {
        this.index = index;
    }

    /** Takes a blob on; false if there is nothing to do. */
    synchronized boolean take(Blob blob) {
        return !index.contains(blob) && mine.add(blob);
    }

    /** Whether a blob is, or will be, in the repository when this writer ends well. */
    synchronized boolean has(Blob blob) {
        return index.contains(blob) || mine.contains(blob);
    }

    /** A stored index file lists a pack. */
    synchronized void listed(Id pack, List<PackedBlob> blobs) {
        index.add(pack, blobs);
        blobs.forEach(packed -> mine.remove(packed.blob()));
    }
}
