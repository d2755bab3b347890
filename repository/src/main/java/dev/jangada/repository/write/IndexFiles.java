package dev.jangada.repository.write;

import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.IndexDocument;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.index.MasterIndex;
import dev.jangada.repository.store.SealedFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores what is known of packs as index files, each of a size that restic's have too. */
public final class IndexFiles {

    /** An index file stays below restic's 8 MiB. */
    static final int MOST_BLOBS = 50_000;

    private IndexFiles() {}

    /**
     * Saves index files.
     *
     * @param index knows the packs
     * @param packs which to name
     * @return the files' ids
     */
    public static List<Id> save(SealedFiles files, MasterIndex index, Collection<Id> packs) {
        var saved = new ArrayList<Id>();
        Map<Id, List<PackedBlob>> part = new LinkedHashMap<>();
        int count = 0;
        for (Id pack : packs) {
            List<PackedBlob> contents = index.blobs(pack);
            part.put(pack, contents);
            count += contents.size();
            if (count >= MOST_BLOBS) {
                saved.add(files.save(FileKind.INDEX, IndexDocument.write(part)));
                part.clear();
                count = 0;
            }
        }
        if (!part.isEmpty()) {
            saved.add(files.save(FileKind.INDEX, IndexDocument.write(part)));
        }
        return saved;
    }
}
