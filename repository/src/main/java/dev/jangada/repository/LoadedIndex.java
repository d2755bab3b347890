package dev.jangada.repository;

import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.index.StoredIndex;
import dev.jangada.repository.store.SealedFiles;
import org.jspecify.annotations.Nullable;

/** The index of a repository as this process has it: loaded when it is needed first. Can be used from several threads at once. */
final class LoadedIndex {

    private final SealedFiles files;
    private @Nullable StoredIndex index;

    LoadedIndex(SealedFiles files) {
        this.files = files;
    }

    /** As it was when it was needed first, and what was written since as far as somebody missed it. */
    synchronized StoredIndex get() {
        if (index == null) {
            index = StoredIndex.load(files);
        }
        return index;
    }

    /** As it is now. */
    synchronized MasterIndex upToDate() {
        index = index == null ? StoredIndex.load(files) : index.upToDate();
        return index.known();
    }

    /** After packs were removed or index files made anew nothing of it counts. */
    synchronized void forget() {
        index = null;
    }
}
