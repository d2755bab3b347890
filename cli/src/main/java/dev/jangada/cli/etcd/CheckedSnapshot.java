package dev.jangada.cli.etcd;

import dev.jangada.cli.source.EtcdFileData;
import dev.jangada.etcd.client.SnapshotCheck;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.bolt.Check;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Looks into a snapshot that has just come: every page, every record. */
final class CheckedSnapshot implements SnapshotCheck, AutoCloseable {

    private final Optional<String> prefix;
    private @Nullable EtcdFile open;
    private Optional<KubernetesVersion> kubernetes = Optional.empty();

    /**
     * Not there yet.
     *
     * @param prefix the API server's {@code --etcd-prefix}, if it is not the usual one
     */
    CheckedSnapshot(Optional<String> prefix) {
        this.prefix = prefix;
    }

    /** Which Kubernetes has its objects in it, if one says so. */
    Optional<KubernetesVersion> kubernetes() {
        return kubernetes;
    }

    @Override
    public Content check(Path path) {
        EtcdFile file = EtcdFile.open(path, OpenOptions.standard());
        open = file;
        Check check = file.verify(1);
        if (!check.faults().isEmpty()) {
            throw check.faults().getFirst().problem();
        }
        kubernetes = KubernetesVersion.of(new EtcdFileData(file, path, path.toString()), prefix);
        return new Contained(file);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }

    private record Contained(EtcdFile file) implements Content {

        @Override
        public long revision() {
            return file.mvcc().currentRevision();
        }

        @Override
        public long compactRevision() {
            return file.mvcc().compactRevision();
        }

        @Override
        public OptionalLong hashKv(long compactRevision) {
            return OptionalLong.of(
                    file.mvcc().hashKvAsOf(revision(), compactRevision).hash());
        }
    }
}
