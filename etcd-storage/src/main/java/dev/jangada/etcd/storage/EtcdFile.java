package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.mvcc.RecordRules;
import dev.jangada.etcd.storage.mvcc.Sorting;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.etcd.storage.wal.Replay;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whatever holds an etcd database: a snapshot, the raw file of a member, its data directory, or the old guide's archive.
 * Safe for many threads; to be closed by its owner, with everything that was read from it.
 */
public final class EtcdFile implements AutoCloseable {

    private final Kind kind;
    private final BoltFile bolt;
    private final List<Remark> remarks;
    private final Optional<Replay.Report> replay;
    private @Nullable Mvcc mvcc;

    private EtcdFile(Kind kind, BoltFile bolt, List<Remark> remarks, Optional<Replay.Report> replay) {
        this.kind = kind;
        this.bolt = bolt;
        this.remarks = List.copyOf(remarks);
        this.replay = replay;
    }

    /** What a file is. */
    public enum Kind {
        /** A snapshot that etcd has made: its content is followed by a SHA-256. */
        SNAPSHOT,
        /** A database without one: a member's own file, or a copy of it. */
        DATABASE,
        /** A member's data directory. */
        MEMBER,
        /** A {@code .tgz} with such a directory. */
        ARCHIVE
    }

    /**
     * Opens it.
     *
     * @throws Problem if it is not there, is none of those, is damaged, or is held by a running etcd
     */
    public static EtcdFile open(Path path, OpenOptions options) {
        if (Files.isDirectory(path)) {
            return member(path, options);
        }
        var remarks = new ArrayList<Remark>();
        if (isArchive(path)) {
            BoltFile bolt = Archive.open(path, options.room(), remarks);
            return closingOnFailure(bolt, () -> {
                requireSound(bolt);
                remarks.add(Remark.of(StorageMessage.ARCHIVE_DB_ALONE, path));
                return new EtcdFile(Kind.ARCHIVE, bolt, remarks, Optional.empty());
            });
        }
        BoltFile bolt = BoltFile.open(path, options.force());
        if (!bolt.hasTrailer()) {
            remarks.add(Remark.of(StorageMessage.NO_CHECKSUM, path));
        }
        return new EtcdFile(bolt.hasTrailer() ? Kind.SNAPSHOT : Kind.DATABASE, bolt, remarks, Optional.empty());
    }

    private static boolean isArchive(Path path) {
        try {
            return Files.isRegularFile(path) && Archive.isOne(path);
        } catch (IOException notReadable) {
            // Whoever opens it will say why.
            return false;
        }
    }

    private static EtcdFile member(Path path, OpenOptions options) {
        var directory = MemberDirectory.of(path);
        var remarks = new ArrayList<Remark>();
        BoltFile own = BoltFile.open(directory.db(), options.force());
        return closingOnFailure(own, () -> {
            Optional<Path> received = directory.received(own);
            BoltFile base = own;
            if (received.isPresent()) {
                base = BoltFile.open(received.get(), options.force());
                own.close();
                remarks.add(Remark.of(StorageMessage.RECEIVED_DB, received.get()));
            }
            if (!base.hasTrailer()) {
                remarks.add(Remark.of(StorageMessage.NO_CHECKSUM, path));
            }
            if (!directory.hasLog()) {
                remarks.add(Remark.of(StorageMessage.NO_LOG, path));
                return new EtcdFile(Kind.MEMBER, base, remarks, Optional.empty());
            }
            return replayed(base, directory, options, remarks);
        });
    }

    private static EtcdFile replayed(
            BoltFile base, MemberDirectory directory, OpenOptions options, List<Remark> remarks) {
        return closingOnFailure(base, () -> {
            Replay.Result result = Replay.run(base, directory.wal(), options.uncommitted(), options.room());
            Replay.Report report = result.report();
            if (report.to() > report.from()) {
                remarks.add(Remark.of(
                        StorageMessage.LOG_APPLIED,
                        report.requests(),
                        report.from() + 1,
                        report.to(),
                        report.refused()));
            }
            if (report.uncommitted() > 0 && report.voters() > 1) {
                remarks.add(Remark.of(StorageMessage.LOG_UNCOMMITTED, report.uncommitted(), report.commit()));
            }
            if (report.leftOut() > 0) {
                remarks.add(Remark.of(StorageMessage.LOG_LEFT_OUT, report.leftOut(), report.to(), report.voters()));
            }
            if (!report.withoutPassword().isEmpty()) {
                remarks.add(Remark.of(StorageMessage.LOG_PASSWORDS, String.join(", ", report.withoutPassword())));
            }
            result.file().ifPresent(anew -> base.close());
            return new EtcdFile(Kind.MEMBER, result.file().orElse(base), remarks, Optional.of(report));
        });
    }

    private interface Opening {
        EtcdFile open();
    }

    private static EtcdFile closingOnFailure(BoltFile bolt, Opening opening) {
        boolean sound = false;
        try {
            EtcdFile file = opening.open();
            sound = true;
            return file;
        } finally {
            if (!sound) {
                bolt.close();
            }
        }
    }

    private static void requireSound(BoltFile bolt) {
        Check check = Check.run(bolt, new RecordRules(bolt), 1);
        if (!check.faults().isEmpty()) {
            throw check.faults().getFirst().problem();
        }
    }

    /** What was opened. */
    public Kind kind() {
        return kind;
    }

    /** How the user names it. */
    public String name() {
        return bolt.name();
    }

    /** What the user should know about it. */
    public List<Remark> remarks() {
        return remarks;
    }

    /** What the member's log had beyond its database; empty if no log was looked at. */
    public Optional<Replay.Report> replay() {
        return replay;
    }

    /** The database file; of a member whose log was ahead, the one that was made of both. */
    public BoltFile bolt() {
        return bolt;
    }

    /** The revisions of keys that it retains. */
    public synchronized Mvcc mvcc() {
        if (mvcc == null) {
            mvcc = Mvcc.of(bolt);
        }
        return mvcc;
    }

    /**
     * What can be said of it on one page; reads all of it once. The trailer is not checked.
     *
     * @param slashes how many the beginning of a key has by which live keys are counted
     */
    public Status status(int slashes) {
        return status(Sorting.bySlashes(slashes));
    }

    /**
     * The same, with live keys sorted in another way.
     *
     * @param sorting what live keys are counted by
     */
    public Status status(Sorting sorting) {
        return Status.of(bolt, sorting);
    }

    /**
     * Checks all of it.
     *
     * @param limit how many faults are collected at most
     */
    public Check verify(int limit) {
        return Check.run(bolt, new RecordRules(bolt), limit);
    }

    /**
     * A check and the HashKV at the current revision.
     *
     * @param check what was found
     * @param hash what to compare with a living member; empty if anything is wrong
     */
    public record Verified(Check check, Optional<HashKv> hash) {}

    /**
     * Checks all of it and computes its HashKV, in less time than one after the other.
     *
     * @param limit how many faults are collected at most
     */
    public Verified verifyAndHash(int limit) {
        var hash = new AtomicReference<@Nullable HashKv>();
        Check check = Check.run(bolt, new RecordRules(bolt), limit, () -> hash.set(mvcc().hashKv(0)));
        return new Verified(check, check.faults().isEmpty() ? Optional.ofNullable(hash.get()) : Optional.empty());
    }

    @Override
    public void close() {
        bolt.close();
    }
}
