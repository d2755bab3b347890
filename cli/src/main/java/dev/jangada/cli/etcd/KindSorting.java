package dev.jangada.cli.etcd;

import dev.jangada.etcd.storage.mvcc.Sorting;
import dev.jangada.kube.storage.KeyDirectories;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Live keys by the resource that they are of, and by how their values are encrypted; every value is looked at, because
 * whoever turns encryption on encrypts only what is written from then on.
 */
record KindSorting(KeyDirectories directories) implements Sorting {

    /** For an API server's {@code --etcd-prefix}; if empty, for those that are usual. */
    static KindSorting under(Optional<String> prefix) {
        return new KindSorting(KeyDirectories.under(prefix));
    }

    @Override
    public int keyHead(MemorySegment bytes, long start, int length) {
        return directories.length(bytes, start, length);
    }

    @Override
    public int valueHead(MemorySegment bytes, long start, int length) {
        return EncryptionConfiguration.headLength(bytes, start, length);
    }
}
