package dev.jangada.repository.index;

import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.MissingFileException;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.IndexDocument;
import dev.jangada.repository.format.MalformedException;
import dev.jangada.repository.store.SealedFiles;
import dev.jangada.repository.store.Workers;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Reads all index files of a repository. */
public final class IndexLoader {

    private IndexLoader() {}

    /** Reads them; one that is damaged ends it. */
    public static MasterIndex load(SealedFiles files) {
        var index = new MasterIndex();
        readInto(index, files, files.list(FileKind.INDEX));
        return index;
    }

    /**
     * Reads them.
     *
     * @param damaged is told each that is damaged, and may go on
     */
    public static MasterIndex load(SealedFiles files, BiConsumer<Id, MalformedException> damaged) {
        var index = new MasterIndex();
        readInto(index, files, files.list(FileKind.INDEX), damaged);
        return index;
    }

    static void readInto(MasterIndex index, SealedFiles files, Collection<Id> ids) {
        readInto(index, files, ids, (id, why) -> {
            throw files.damaged(FileKind.INDEX, id, why);
        });
    }

    private static void readInto(
            MasterIndex index, SealedFiles files, Collection<Id> ids, BiConsumer<Id, MalformedException> damaged) {
        Workers.forEach(ids, files.backend().connections(), id -> {
            try {
                IndexDocument.read(files.read(FileKind.INDEX, id), index::add);
            } catch (MalformedException e) {
                damaged.accept(id, e);
            } catch (MissingFileException replacedMeanwhile) {
                // Whoever replaced it has written another one before; it cannot have been an exclusive command of a
                // sound client unless this one reads without a lock, and then what is missing is noticed when it is
                // needed.
                return;
            }
        });
    }
}
