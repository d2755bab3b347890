package dev.jangada.backup.etcd;

import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.KeyState;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.kube.storage.EtcdData;
import dev.jangada.kube.storage.StoredKeys;
import dev.jangada.kube.storage.StoredValue;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An etcd file as {@code kube-storage} wants to see an etcd: the two rooms do not know each other's nouns. */
public final class EtcdFileData implements EtcdData {

    private static final int SHA256 = 32;
    private static final long CHUNK = 1L << 26;

    private final BoltFile bolt;
    private final Supplier<Mvcc> mvcc;
    private final Supplier<Instant> written;
    private final String where;
    private final String name;
    private @Nullable String digest;

    private EtcdFileData(BoltFile bolt, Supplier<Mvcc> mvcc, Supplier<Instant> written, String where, String name) {
        this.bolt = bolt;
        this.mvcc = mvcc;
        this.written = written;
        this.where = where;
        this.name = name;
    }

    /**
     * A file, which is closed with this.
     *
     * @param path where it is
     * @param name what the user calls it
     */
    public EtcdFileData(EtcdFile file, Path path, String name) {
        this(file.bolt(), file::mvcc, () -> lastModified(path), path.toString(), name);
    }

    /**
     * A database that has no name on the disk, which is closed with this.
     *
     * @param mvcc its keys
     * @param taken when it was taken
     * @param name what the user calls it
     */
    public EtcdFileData(Mvcc mvcc, Instant taken, String name) {
        this(mvcc.file(), () -> mvcc, () -> taken, name, name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long currentRevision() {
        return mvcc.get().currentRevision();
    }

    @Override
    public long oldestRevision() {
        Mvcc keys = mvcc.get();
        return keys.compactRevision() >= 0 ? keys.compactRevision() : Math.max(1, keys.firstRecordRevision());
    }

    @Override
    public StoredKeys at(long revision) {
        return new State(mvcc.get().at(revision));
    }

    /** Those of the keys that begin like this. */
    public StoredKeys at(long revision, String prefix) {
        return new State(mvcc.get().at(revision, prefix.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<StoredValue> history(byte[] key) {
        return mvcc.get().history(key).stream().map(EtcdFileData::value).toList();
    }

    private static StoredValue value(KeyRecord record) {
        return new StoredValue(
                record.keyBytes(),
                () -> record.deleted() ? new byte[0] : record.valueBytes(),
                record.revision(),
                record.createRevision(),
                record.version(),
                record.lease(),
                record.deleted());
    }

    @Override
    public Instant written() {
        return written.get();
    }

    private static Instant lastModified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * The SHA-256 of what the file holds. A snapshot carries it, and is compared with it, so that nothing is restored out of
     * a damaged one.
     */
    @Override
    public synchronized Optional<String> digest() {
        if (digest == null) {
            if (bolt.hasTrailer()) {
                requireSound();
                byte[] carried = bolt.copy(bolt.bytes().byteSize() - SHA256, SHA256);
                digest = HexFormat.of().formatHex(carried);
            } else {
                digest = bolt.read(() -> sha256(bolt.bytes()));
            }
        }
        return Optional.of(digest);
    }

    /**
     * Compares a snapshot with the SHA-256 at its end.
     *
     * @throws Problem if they do not agree
     */
    public void requireSound() {
        if (bolt.checkTrailer().isPresent()) {
            throw new Problem(ExitCode.CORRUPT, BackupMessage.ETCD_NOT_ITS_CHECKSUM, where);
        }
    }

    private static String sha256(MemorySegment bytes) {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
                sum.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at))
                        .asByteBuffer());
            }
            return HexFormat.of().formatHex(sum.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        bolt.close();
    }

    /** The keys at a revision. */
    private record State(KeyState keys) implements StoredKeys {

        @Override
        public long revision() {
            return keys.revision();
        }

        @Override
        public int size() {
            return keys.size();
        }

        @Override
        public StoredValue get(int i) {
            return value(keys.get(i));
        }

        @Override
        public int lowerBound(byte[] key) {
            return keys.lowerBound(key);
        }
    }
}
