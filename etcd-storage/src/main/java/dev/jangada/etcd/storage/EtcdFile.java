package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.mvcc.RecordRules;
import dev.jangada.etcd.storage.mvcc.Sorting;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.etcd.storage.wal.Replay;
import dev.jangada.problem.ExitCode;
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

    /** The file that {@code bolt} was made of, if it was made of a file and a log. */
    private final Optional<Path> base;

    private @Nullable Mvcc mvcc;

    private EtcdFile(Kind kind, BoltFile bolt, List<Remark> remarks) {
        this(kind, bolt, remarks, Optional.empty(), Optional.empty());
    }

    private EtcdFile(
            Kind kind, BoltFile bolt, List<Remark> remarks, Optional<Replay.Report> replay, Optional<Path> base) {
        this.kind = kind;
        this.bolt = bolt;
        this.remarks = List.copyOf(remarks);
        this.replay = replay;
        this.base = base;
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
        EtcdFile file = openAsItLies(path, options);
        return file.kind == Kind.ARCHIVE
                ? closingOnFailure(file.bolt, () -> {
                    requireSound(file.bolt);
                    return file;
                })
                : file;
    }

    /**
     * Opens the database alone, as it lies in the file, the directory or the archive, to look for what is wrong with it:
     * nothing of it is needed to be sound, and no log is applied to it. What is said of it is not all that there is.
     *
     * @throws Problem if it is not there, is none of those, is too damaged to be looked into, or is held by a running etcd
     */
    public static EtcdFile openAsItLies(Path path, OpenOptions options) {
        var remarks = new ArrayList<Remark>();
        if (Files.isDirectory(path)) {
            var directory = MemberDirectory.of(path);
            BoltFile own = BoltFile.open(directory.db(), options.force());
            return closingOnFailure(
                    own, () -> new EtcdFile(Kind.MEMBER, newestLegible(own, directory, options, remarks), remarks));
        }
        if (isArchive(path)) {
            BoltFile bolt = Archive.open(path, options.room(), remarks);
            remarks.add(Remark.of(StorageMessage.ARCHIVE_DB_ALONE, path));
            return new EtcdFile(Kind.ARCHIVE, bolt, remarks);
        }
        BoltFile bolt = BoltFile.open(path, options.force());
        aboutChecksum(bolt, path, remarks);
        return new EtcdFile(bolt.hasTrailer() ? Kind.SNAPSHOT : Kind.DATABASE, bolt, remarks);
    }

    private static void aboutChecksum(BoltFile bolt, Path path, List<Remark> remarks) {
        if (bolt.hasOddSize()) {
            remarks.add(Remark.of(StorageMessage.ODD_SIZE, path, bolt.contentSize()));
        } else if (!bolt.hasTrailer()) {
            remarks.add(Remark.of(StorageMessage.NO_CHECKSUM, path));
        }
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
            BoltFile base = newest(own, directory, options, remarks);
            aboutChecksum(base, path, remarks);
            if (!directory.hasLog()) {
                remarks.add(Remark.of(StorageMessage.NO_LOG, path));
                return new EtcdFile(Kind.MEMBER, base, remarks);
            }
            return replayed(base, directory, options, remarks);
        });
    }

    /** The database that etcd would take at its start; the member's own is closed if that is another one. */
    private static BoltFile newest(BoltFile own, MemberDirectory directory, OpenOptions options, List<Remark> remarks) {
        Optional<Path> received = directory.received(own);
        if (received.isEmpty()) {
            return own;
        }
        BoltFile newer = BoltFile.open(received.get(), options.force());
        own.close();
        remarks.add(Remark.of(StorageMessage.RECEIVED_DB, received.get()));
        return newer;
    }

    /** The same, and the member's own where damage hides which one is newer. */
    private static BoltFile newestLegible(
            BoltFile own, MemberDirectory directory, OpenOptions options, List<Remark> remarks) {
        try {
            return newest(own, directory, options, remarks);
        } catch (Problem problem) {
            if (problem.exitCode() != ExitCode.CORRUPT) {
                throw problem;
            }
            return own;
        }
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
            if (report.cut()) {
                remarks.add(Remark.of(StorageMessage.LOG_CUT, report.last(), report.from()));
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
            if (result.file().isEmpty()) {
                return new EtcdFile(Kind.MEMBER, base, remarks, Optional.of(report), Optional.empty());
            }
            base.close();
            return new EtcdFile(
                    Kind.MEMBER, result.file().get(), remarks, Optional.of(report), Optional.of(Path.of(base.name())));
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

    /** The database file; of a member whose log was ahead, the one that was made of both, as {@link #replay} tells. */
    public BoltFile bolt() {
        return bolt;
    }

    /**
     * The highest revision that clients of this etcd can have seen, as far as the file knows: one more than the current one
     * for each entry of a member's log that was left out, because none makes more than one.
     */
    public long highestRevision() {
        return mvcc().currentRevision() + replay.map(Replay.Report::leftOut).orElse(0L);
    }

    /** Whether {@link #bolt} is not the file that lies there, but was made of that and what a log had beyond it. */
    public boolean isRebuilt() {
        return base.isPresent();
    }

    /** The revisions of keys that it retains. */
    public synchronized Mvcc mvcc() {
        if (mvcc == null) {
            mvcc = Mvcc.of(bolt);
        }
        return mvcc;
    }

    /**
     * What can be said of it on one page; reads all of it once. The trailer is not checked. Of a member whose log was
     * ahead, the hash, the size and the use of pages are those of the file that lies there.
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
        Status status = Status.of(bolt, sorting);
        return base.map(lies -> {
                    try (BoltFile file = BoltFile.open(lies, true)) {
                        return status.inFile(file);
                    }
                })
                .orElse(status);
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
