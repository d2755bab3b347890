package dev.jangada.repository.write;

import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.IndexDocument;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.store.SealedFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes index files for packs that are stored. It does so soon, so that the next run uses what this one has uploaded even if this
 * one is killed.
 */
final class IndexWriter {

    private final SealedFiles files;
    private final Claims claims;
    private final WriteSettings settings;
    private Map<Id, List<PackedBlob>> pending = new LinkedHashMap<>();
    private int pendingBlobs;
    private long oldest;

    IndexWriter(SealedFiles files, Claims claims, WriteSettings settings) {
        this.files = files;
        this.claims = claims;
        this.settings = settings;
    }

    /** Takes a pack that is durably stored. */
    void stored(Id pack, List<PackedBlob> blobs) {
        boolean enough;
        synchronized (this) {
            if (pending.isEmpty()) {
                oldest = System.nanoTime();
            }
            pending.put(pack, List.copyOf(blobs));
            pendingBlobs += blobs.size();
            enough = pending.size() >= settings.packsPerIndex() || pendingBlobs >= IndexFiles.MOST_BLOBS;
        }
        if (enough) {
            flush();
        }
    }

    /** Writes what has waited long enough. */
    void flushIfOld() {
        boolean old;
        synchronized (this) {
            old = !pending.isEmpty()
                    && System.nanoTime() - oldest >= settings.indexEvery().toNanos();
        }
        if (old) {
            flush();
        }
    }

    /** Writes what is not written yet. What it returned from is durable, but for what another thread is just writing. */
    void flush() {
        Map<Id, List<PackedBlob>> taken;
        synchronized (this) {
            if (pending.isEmpty()) {
                return;
            }
            taken = pending;
            pending = new LinkedHashMap<>();
            pendingBlobs = 0;
        }
        for (Map<Id, List<PackedBlob>> part : parts(taken)) {
            files.save(FileKind.INDEX, IndexDocument.write(part));
            part.forEach(claims::listed);
        }
    }

    private static List<Map<Id, List<PackedBlob>>> parts(Map<Id, List<PackedBlob>> packs) {
        var parts = new ArrayList<Map<Id, List<PackedBlob>>>();
        var part = new LinkedHashMap<Id, List<PackedBlob>>();
        int blobs = 0;
        for (var pack : packs.entrySet()) {
            part.put(pack.getKey(), pack.getValue());
            blobs += pack.getValue().size();
            if (blobs >= IndexFiles.MOST_BLOBS) {
                parts.add(part);
                part = new LinkedHashMap<>();
                blobs = 0;
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
