package dev.jangada.backup.etcd;

import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.etcd.client.SavedSnapshot;
import dev.jangada.etcd.client.SnapshotProgress;
import dev.jangada.etcd.client.Snapshots;
import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.bolt.Fault;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.mvcc.RecordRules;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A snapshot of etcd in a {@link WorkFile}, mapped. */
public final class WorkingSnapshot implements AutoCloseable {

    /** How problems call one that was just taken; it has no name on the disk. */
    private static final String NAME = "etcd/snapshot.db";

    private static final int BUFFER = 1 << 20;

    private final WorkFile file;
    private final Mvcc mvcc;

    private WorkingSnapshot(WorkFile file, Mvcc mvcc) {
        this.file = file;
        this.mvcc = mvcc;
    }

    /**
     * Takes one from a running etcd and checks it.
     *
     * @param from the member; empty for the best
     * @param progress is told how far it has come
     * @param checking is called when all of it is there
     * @throws Problem if it cannot be had, is not sound, or does not fit on the disk
     */
    public static Taken take(
            EtcdClient client,
            Optional<Endpoint> from,
            Path workFolder,
            Clock clock,
            SnapshotProgress progress,
            Runnable checking) {
        WorkFile file = WorkFile.in(workFolder);
        var open = new Mvcc[1];
        boolean sound = false;
        try {
            SavedSnapshot saved = new Snapshots(client, clock)
                    .take(from, file.channel(), Map.of(), roomFirst(file, progress), () -> {
                        checking.run();
                        open[0] = Mvcc.of(BoltFile.map(file.channel(), NAME));
                        return CheckedSnapshot.content(open[0].file(), () -> open[0]);
                    });
            sound = true;
            return new Taken(new WorkingSnapshot(file, open[0]), saved);
        } catch (IOException e) {
            throw file.failure(e);
        } finally {
            if (!sound) {
                close(file, open[0]);
            }
        }
    }

    /** The member says at its first word how much there is to come. */
    private static SnapshotProgress roomFirst(WorkFile file, SnapshotProgress progress) {
        var asked = new boolean[1];
        return (received, total) -> {
            if (!asked[0]) {
                asked[0] = true;
                file.requireRoom(total - received);
            }
            progress.advanced(received, total);
        };
    }

    /** Writes the bytes of a snapshot. */
    @FunctionalInterface
    public interface Content {
        /** Writes them, in order. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Copies one that is somewhere else.
     *
     * @param size how many bytes it has
     * @param name how problems call it
     * @throws Problem if it is not a database, or does not fit on the disk
     */
    public static WorkingSnapshot of(Path workFolder, long size, String name, Content content) {
        WorkFile file = WorkFile.in(workFolder);
        boolean sound = false;
        try {
            file.requireRoom(size);
            content.writeTo(file.channel());
            var snapshot = new WorkingSnapshot(file, Mvcc.of(BoltFile.map(file.channel(), name)));
            sound = true;
            return snapshot;
        } catch (IOException e) {
            throw file.failure(e);
        } finally {
            if (!sound) {
                close(file, null);
            }
        }
    }

    /** Its keys. */
    public Mvcc mvcc() {
        return mvcc;
    }

    /** As {@code kube-storage} wants to see it. Whatever is closed first closes the map, which nobody reads then. */
    public EtcdFileData data(Instant taken, String name) {
        return new EtcdFileData(mvcc, taken, name);
    }

    /** The same for whoever needs nothing else: what is returned is all that is to be closed. */
    public EtcdFileData intoData(Instant taken, String name) {
        file.close();
        return data(taken, name);
    }

    /** What a failure to read or write its file means. */
    public RuntimeException failure(IOException e) {
        return file.failure(e);
    }

    /** Bytes of the whole file. */
    public long size() {
        return mvcc.file().bytes().byteSize();
    }

    /** The whole file from its beginning; only one such stream at a time. */
    public InputStream stream() throws IOException {
        file.channel().position(0);
        return new BufferedInputStream(Channels.newInputStream(file.channel()), BUFFER);
    }

    /** The hash over its keys at its own revision and compaction. */
    public long hashKv() {
        return mvcc.hashKvAsOf(mvcc.currentRevision(), mvcc.compactRevision()).hash();
    }

    /**
     * Everything that is wrong in it: pages, records, the SHA-256 at its end.
     *
     * @param limit how many are told at most
     */
    public List<Problem> faults(int limit) {
        BoltFile bolt = mvcc.file();
        Check check = Check.run(bolt, new RecordRules(bolt), limit);
        Stream<Problem> trailer = bolt.checkTrailer().stream()
                .map(fault -> new Problem(ExitCode.CORRUPT, BackupMessage.ETCD_NOT_ITS_CHECKSUM, bolt.name()));
        return Stream.concat(check.faults().stream().map(Fault::problem), trailer)
                .limit(limit)
                .toList();
    }

    @Override
    public void close() {
        close(file, mvcc);
    }

    private static void close(WorkFile file, @org.jspecify.annotations.Nullable Mvcc mvcc) {
        if (mvcc != null) {
            mvcc.file().close();
        }
        file.close();
    }

    /**
     * One that was taken.
     *
     * @param snapshot the snapshot, to be closed
     * @param saved what is known of it
     */
    public record Taken(WorkingSnapshot snapshot, SavedSnapshot saved) {}
}
