package dev.jangada.bench;

import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackedBlob;
import dev.jangada.repository.format.Snapshot;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many bytes a repository takes.
 *
 * @param whole all its files
 * @param objects its blobs, sealed, without the pieces of etcd's snapshots: objects, directories, manifests
 */
record StoredBytes(long whole, long objects) {

    private static final String ETCD = "etcd/snapshot.db";

    /** Looks at every snapshot and every index. */
    static StoredBytes of(Path place, String passphrase) {
        var objects = new LongAdder();
        try (Repository repository =
                Repository.open(new LocalBackend(place), passphrase.toCharArray(), RepositoryOptions.usual())) {
            Set<Blob> pieces = new HashSet<>();
            for (Snapshot snapshot : repository.snapshots().all().values()) {
                repository.tree(snapshot.tree()).find(ETCD).ifPresent(node -> {
                    for (Id id : node.content()) {
                        pieces.add(Blob.data(id));
                    }
                });
            }
            repository.reloadIndex().forEachPack((pack, blobs) -> {
                for (PackedBlob each : blobs) {
                    if (!pieces.contains(each.blob())) {
                        objects.add(each.length());
                    }
                }
            });
        }
        return new StoredBytes(Fillings.size(place), objects.sum());
    }

    StoredBytes minus(StoredBytes before) {
        return new StoredBytes(whole - before.whole, objects - before.objects);
    }
}
