package dev.jangada.repository.check;

import dev.jangada.repository.damage.Damage;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import java.util.List;

/** Something that a check found. */
public sealed interface Finding {

    /** Whether something is damaged; else it is only worth knowing. */
    default boolean isDamage() {
        return true;
    }

    /**
     * A configuration, key, index file or snapshot that is not what it was.
     *
     * @param path below the repository's root
     * @param why what is wrong with it
     */
    record DamagedFile(String path, Damage why) implements Finding {}

    /**
     * A pack that the index names and that is not there.
     *
     * @param pack its id
     */
    record MissingPack(Id pack) implements Finding {}

    /**
     * A pack that is not what it was.
     *
     * @param pack its id
     * @param why what is wrong with it
     * @param damaged the blobs in it that cannot be read; none if the damage is between them
     */
    record DamagedPack(Id pack, Damage why, List<Blob> damaged) implements Finding {}

    /**
     * A blob that a tree needs and that no index names.
     *
     * @param blob which
     */
    record UnindexedBlob(Blob blob) implements Finding {}

    /**
     * A tree that can be decrypted, and that is none.
     *
     * @param tree its id
     * @param why what is wrong with it
     */
    record BadTree(Id tree, Damage why) implements Finding {}

    /**
     * A pack that no index names: what a killed backup has left. Prune removes it.
     *
     * @param pack its id
     * @param bytes its length
     */
    record UnusedPack(Id pack, long bytes) implements Finding {
        @Override
        public boolean isDamage() {
            return false;
        }
    }
}
