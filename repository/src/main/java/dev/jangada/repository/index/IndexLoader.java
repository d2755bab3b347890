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
     * Reads some of them; one that is damaged ends it.
     *
     * @param names is told every pack of every file, those of several files in several threads
     */
    public static MasterIndex load(SealedFiles files, Collection<Id> ids, Names names) {
        var index = new MasterIndex();
        readInto(index, files, ids, names, refusing(files));
        return index;
    }

    /**
     * Reads them.
     *
     * @param damaged is told each that is damaged, and may go on
     */
    public static MasterIndex load(SealedFiles files, BiConsumer<Id, MalformedException> damaged) {
        var index = new MasterIndex();
        readInto(index, files, files.list(FileKind.INDEX), Names.NOBODY, damaged);
        return index;
    }

    static void readInto(MasterIndex index, SealedFiles files, Collection<Id> ids) {
        readInto(index, files, ids, Names.NOBODY, refusing(files));
    }

    private static BiConsumer<Id, MalformedException> refusing(SealedFiles files) {
        return (id, why) -> {
            throw files.damaged(FileKind.INDEX, id, why);
        };
    }

    private static void readInto(
            MasterIndex index,
            SealedFiles files,
            Collection<Id> ids,
            Names names,
            BiConsumer<Id, MalformedException> damaged) {
        Workers.forEach(ids, files.backend().connections(), id -> {
            try {
                IndexDocument.read(files.read(FileKind.INDEX, id), (pack, blobs) -> {
                    index.add(pack, blobs);
                    names.named(id, pack, blobs.size());
                });
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

    /** Is told which file names which pack. */
    @FunctionalInterface
    public interface Names {

        /** Nobody wants to know. */
        Names NOBODY = (file, pack, blobs) -> {};

        /** A file names a pack with so many blobs. */
        void named(Id file, Id pack, int blobs);
    }
}
