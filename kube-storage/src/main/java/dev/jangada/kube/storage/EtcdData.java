package dev.jangada.kube.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this room needs of an etcd: its keys at a revision, and the history of one key. A file, or anything else that
 * holds them. Safe for use by several threads.
 */
public interface EtcdData extends AutoCloseable {

    /** What a user calls it, for example {@code etcd:snap.db}. */
    String name();

    /** The newest revision. */
    long currentRevision();

    /** The oldest revision that {@link #at} can give; what is older was compacted away. */
    long oldestRevision();

    /**
     * The keys that existed at a revision.
     *
     * @throws dev.jangada.problem.Problem if the revision is not retained, or cannot be read
     */
    StoredKeys at(long revision);

    /** Every retained change of one key, the oldest first. */
    List<StoredValue> history(byte[] key);

    /** When the file was last written; for objects of which nothing says it better. */
    Instant written();

    /** The SHA-256 of the file in hexadecimal, where it is a file. */
    Optional<String> digest();

    /** Releases what it holds; never fails. */
    @Override
    void close();
}
