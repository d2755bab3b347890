package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.mvcc.RecordRules;
import dev.jangada.etcd.storage.mvcc.Sorting;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.etcd.storage.wal.Replay;
import java.nio.file.Path;
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

    EtcdFile(Kind kind, BoltFile bolt, List<Remark> remarks) {
        this(kind, bolt, remarks, Optional.empty(), Optional.empty());
    }

    EtcdFile(Kind kind, BoltFile bolt, List<Remark> remarks, Optional<Replay.Report> replay, Optional<Path> base) {
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
     * @throws dev.jangada.problem.Problem if it is not there, is none of those, is damaged, or is held by a running etcd
     */
    public static EtcdFile open(Path path, OpenOptions options) {
        return new Opening(path, options).whole();
    }

    /**
     * Opens the database alone, as it lies in the file, the directory or the archive, to look for what is wrong with it:
     * nothing of it is needed to be sound, and no log is applied to it. What is said of it is not all that there is.
     *
     * @throws dev.jangada.problem.Problem if it is not there, is none of those, is too damaged to be looked into, or is held
     *     by a running etcd
     */
    public static EtcdFile openAsItLies(Path path, OpenOptions options) {
        return new Opening(path, options).asItLies();
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
