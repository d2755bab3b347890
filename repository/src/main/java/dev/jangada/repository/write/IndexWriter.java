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
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes index files for packs that are stored. It does so soon, so that the next run uses what this one has uploaded even if this
 * one is killed. Can be used from several threads at once.
 */
final class IndexWriter {

    private final SealedFiles files;
    private final Claims claims;
    private final WriteSettings settings;
    /** One writes at a time: who waits for it finds that what others have taken is written too. */
    private final ReentrantLock writing = new ReentrantLock();

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
                oldest = settings.clock().nanos();
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
                    && settings.clock().nanos() - oldest >= settings.patience().toNanos();
        }
        if (old) {
            flush();
        }
    }

    /** Writes what is not written yet: every pack that was stored before is named by a durable index file when this returns. */
    void flush() {
        writing.lock();
        try {
            List<Map<Id, List<PackedBlob>>> parts = parts(take());
            for (int i = 0; i < parts.size(); i++) {
                save(parts.subList(i, parts.size()));
            }
        } finally {
            writing.unlock();
        }
    }

    private synchronized Map<Id, List<PackedBlob>> take() {
        Map<Id, List<PackedBlob>> taken = pending;
        pending = new LinkedHashMap<>();
        pendingBlobs = 0;
        return taken;
    }

    /** Writes the first of these; if that fails, all of them are to be written still. */
    private void save(List<Map<Id, List<PackedBlob>>> parts) {
        boolean saved = false;
        try {
            files.save(FileKind.INDEX, IndexDocument.write(parts.getFirst()));
            saved = true;
        } finally {
            if (!saved) {
                parts.forEach(this::giveBack);
            }
        }
        parts.getFirst().forEach(claims::listed);
    }

    private synchronized void giveBack(Map<Id, List<PackedBlob>> packs) {
        pending.putAll(packs);
        pendingBlobs += packs.values().stream().mapToInt(List::size).sum();
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
