package dev.jangada.cli.etcd;

import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.mvcc.Encoding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A database of etcd with as many keys as a test wants, which a real etcd would take minutes for. */
final class MadeEtcd implements AutoCloseable {

    private final BoltWriter writer;
    private long revision = 1;

    MadeEtcd(Path path) {
        writer = BoltWriter.create(path);
        writer.bucket("key");
    }

    void put(String key, byte[] value) {
        revision++;
        writer.put(
                Encoding.revision(revision, 0, false),
                Encoding.put(key.getBytes(StandardCharsets.UTF_8), revision, revision, 1, value, 0));
    }

    /** Whole from now on. */
    void finish() {
        writer.bucket("meta");
        writer.finish();
    }

    @Override
    public void close() {
        writer.close();
    }
}
