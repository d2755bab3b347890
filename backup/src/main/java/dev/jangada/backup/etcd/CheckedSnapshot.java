package dev.jangada.backup.etcd;

import dev.jangada.etcd.client.SnapshotCheck;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.mvcc.RecordRules;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks into a snapshot that has just come: every page, every record. */
public final class CheckedSnapshot implements SnapshotCheck, AutoCloseable {

    private final Consumer<EtcdFileData> then;
    private @Nullable EtcdFile open;

    /**
     * Not there yet.
     *
     * @param then what else looks into it, once it is known to be sound; it is not to close it
     */
    public CheckedSnapshot(Consumer<EtcdFileData> then) {
        this.then = then;
    }

    @Override
    public Content check(Path path) {
        EtcdFile file = EtcdFile.open(path, OpenOptions.standard());
        open = file;
        Content content = content(file.bolt(), file::mvcc);
        then.accept(new EtcdFileData(file, path, path.toString()));
        return content;
    }

    /**
     * The same for a database that is open.
     *
     * @throws dev.jangada.problem.Problem if it is not sound
     */
    static Content content(BoltFile bolt, Supplier<Mvcc> mvcc) {
        Check check = Check.run(bolt, new RecordRules(bolt), 1);
        if (!check.faults().isEmpty()) {
            throw check.faults().getFirst().problem();
        }
        return new Contained(mvcc.get());
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }

    private record Contained(Mvcc mvcc) implements Content {

        @Override
        public long revision() {
            return mvcc.currentRevision();
        }

        @Override
        public long compactRevision() {
            return mvcc.compactRevision();
        }

        @Override
        public OptionalLong hashKv(long compactRevision) {
            return OptionalLong.of(mvcc.hashKvAsOf(revision(), compactRevision).hash());
        }
    }
}
