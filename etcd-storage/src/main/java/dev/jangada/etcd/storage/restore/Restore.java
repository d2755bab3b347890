package dev.jangada.etcd.storage.restore;

import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.Remark;
import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.CannotWrite;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.bolt.Fault;
import dev.jangada.etcd.storage.bolt.Parts;
import dev.jangada.etcd.storage.bolt.RecordCheck;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.wal.WalWriter;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes data directories for the members of a new cluster out of a database. The source's trailer is checked; the database
 * is written once and copied for the other members; every written one is read back, checked, and its HashKV compared with
 * the source's. Nothing appears under its name before all of that is done.
 */
public final class Restore {

    static final Path SNAP = Path.of("member", "snap");
    private static final Path WAL = Path.of("member", "wal");

    private final EtcdFile source;
    private final NewCluster cluster;
    private final RestoreOptions options;
    private final Consumer<Step> progress;

    private Restore(EtcdFile source, NewCluster cluster, RestoreOptions options, Consumer<Step> progress) {
        this.source = source;
        this.cluster = cluster;
        this.options = options;
        this.progress = progress;
    }

    /** What a restore is doing. */
    public enum Step {
        /** The source is checked, and the first database written. */
        WRITING,
        /** A database is copied for another member. */
        COPYING,
        /** A written database is read back and compared. */
        COMPARING
    }

    /**
     * Restores.
     *
     * @param targets the members whose directories are wanted: all of the cluster, or some
     * @param progress is told what begins
     * @throws Problem if the source is damaged or does not retain the revision, if a directory exists, or if the disk is
     *     full or fails; nothing is left behind then
     */
    public static RestoreResult run(
            EtcdFile source,
            NewCluster cluster,
            RestoreOptions options,
            List<Target> targets,
            Consumer<Step> progress) {
        return new Restore(source, cluster, options, progress).run(targets);
    }

    private RestoreResult run(List<Target> targets) {
        Mvcc mvcc = source.mvcc();
        long revision = options.revision().orElse(mvcc.currentRevision());
        long bumped = options.bumped(source).orElse(0);
        try (var directories = new NewDirectories()) {
            List<Path> databases = new ArrayList<>();
            for (Target target : targets) {
                databases.add(stage(target, directories));
            }
            progress.accept(Step.WRITING);
            Optional<LeasesAt> leases =
                    revision < mvcc.currentRevision() ? Optional.of(LeasesAt.of(source, revision)) : Optional.empty();
            Path first = databases.getFirst();
            Path shown = directories.shown(first);
            HashKv hash = write(first, shown, targets.getFirst(), revision, bumped, leases);
            for (int i = 1; i < targets.size(); i++) {
                progress.accept(Step.COPYING);
                copy(first, databases.get(i), targets.get(i), hash, directories);
            }
            long size;
            try (BoltFile written = open(first, shown)) {
                size = written.contentSize();
            }
            directories.publish();
            return new RestoreResult(
                    cluster.id(),
                    targets.stream()
                            .map(target -> new RestoreResult.Written(
                                    target, cluster.member(target.member()).id(cluster.token())))
                            .toList(),
                    hash,
                    bumped > 0 ? bumped : revision,
                    bumped > 0 ? OptionalLong.of(bumped) : OptionalLong.empty(),
                    size,
                    leases.map(this::remarks).orElse(List.of()));
        }
    }

    /** What is not as it was at an older revision, because etcd keeps no revisions of it. */
    private List<Remark> remarks(LeasesAt leases) {
        var remarks = new ArrayList<Remark>();
        if (leases.gone() > 0) {
            remarks.add(new Remark(RestoreMessage.LEASES_GONE, List.of(leases.keys(), leases.gone())));
        }
        int users = ClusterRecords.of(source.bolt()).users().size();
        if (users > 0) {
            remarks.add(new Remark(RestoreMessage.USERS_OF_NOW, List.of(users)));
        }
        return remarks;
    }

    /** Makes a member's directories and small files, and gives the place for its database. */
    private Path stage(Target target, NewDirectories directories) {
        long id = cluster.member(target.member()).id(cluster.token());
        var raft = new RaftFiles(cluster);
        Path data = directories.stage(target.dataDirectory());
        Path snap = directories.directory(data, SNAP);
        Optional<Path> inside = target.walInside();
        Path wal = inside.isEmpty() && target.walDirectory().isPresent()
                ? directories.stage(target.walDirectory().get())
                : directories.directory(data, inside.orElse(WAL));
        directories.write(wal.resolve(WalWriter.FIRST_FILE), raft.log(id));
        directories.write(snap.resolve(raft.snapshotName()), raft.snapshot());
        return snap.resolve("db");
    }

    /**
     * Writes a database, and meanwhile computes what it is compared with and checks the source's trailer; then compares it
     * while the rest of it is brought to the disk.
     */
    private HashKv write(
            Path database, Path shown, Target target, long revision, long bumped, Optional<LeasesAt> leases) {
        try (BoltWriter writer = BoltWriter.create(database, shown)) {
            List<Supplier<Optional<HashKv>>> work = List.of(
                    () -> {
                        source.bolt().read(() -> {
                            new RestoredDatabase(source, cluster, revision, bumped, leases).write(writer);
                            return true;
                        });
                        return Optional.empty();
                    },
                    () -> {
                        Optional<Fault> fault = source.bolt().checkTrailer();
                        if (fault.isPresent()) {
                            throw fault.get().problem();
                        }
                        return Optional.of(source.mvcc().hashKv(revision));
                    });
            HashKv hash = Parts.map(work.size(), i -> work.get(i).get()).get(1).orElseThrow();
            progress.accept(Step.COMPARING);
            try (BoltFile written = writer.read()) {
                bothAtOnce(writer::finish, () -> compare(target, written, hash));
            }
            return hash;
        }
    }

    private void copy(Path from, Path to, Target target, HashKv expected, NewDirectories directories) {
        directories.copy(from, to);
        progress.accept(Step.COMPARING);
        try (BoltFile written = open(to, directories.shown(to))) {
            bothAtOnce(() -> directories.force(to), () -> compare(target, written, expected));
        }
    }

    private static BoltFile open(Path file, Path shown) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return BoltFile.map(channel, shown.toString());
        } catch (IOException e) {
            throw CannotWrite.of(e, shown);
        }
    }

    /** One waits for the disk, the other one computes. */
    private static void bothAtOnce(Runnable one, Runnable other) {
        List<Runnable> both = List.of(one, other);
        var _ = Parts.map(2, i -> {
            both.get(i).run();
            return true;
        });
    }

    /** Compares a written database with the source. */
    private void compare(Target target, BoltFile written, HashKv expected) {
        // What records mean is the source's matter; that they are the same is what the HashKV says.
        Check check = Check.run(written, RecordCheck.NONE, 1);
        if (!check.faults().isEmpty()) {
            Problem why = check.faults().getFirst().why();
            throw new Problem(ExitCode.FAILED, RestoreMessage.WRITTEN_BADLY, target.member(), why);
        }
        HashKv found = Mvcc.of(written).hashKvAsOf(expected.hashRevision(), expected.compactRevision());
        if (found.hash() != expected.hash()) {
            throw new Problem(
                    ExitCode.FAILED,
                    RestoreMessage.DIFFERS,
                    target.member(),
                    source.name(),
                    expected.hash(),
                    found.hash(),
                    expected.hashRevision());
        }
    }
}
