package dev.jangada.etcd.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What to save, and how.
 *
 * @param file the file to be; its folder exists, and it does not
 * @param from the member to take it from; empty for the best
 * @param check who looks into the file before it gets its name
 * @param notes what is to be recorded beside it, more than this room knows; no name that {@link SnapshotRecord} has
 * @param progress is told how far it has come
 */
public record SnapshotOrder(
        Path file, Optional<Endpoint> from, SnapshotCheck check, Map<String, String> notes, SnapshotProgress progress) {

    public SnapshotOrder {
        notes = Map.copyOf(notes);
    }
}
