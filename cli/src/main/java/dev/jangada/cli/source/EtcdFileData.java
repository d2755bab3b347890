package dev.jangada.cli.source;

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
import org.jspecify.annotations.Nullable;

/** An etcd file as {@code kube-storage} wants to see an etcd: the two rooms do not know each other's nouns. */
public final class EtcdFileData implements EtcdData {

    /** The code of the problem that a running etcd holds a file: which option reads it all the same differs. */
    public static final String HELD = "held";

    private static final int SHA256 = 32;
    private static final long CHUNK = 1L << 26;

    private final EtcdFile file;
    private final Path path;
    private final String name;
    private @Nullable String digest;

    /**
     * A file, which is closed with this.
     *
     * @param path where it is
     * @param name what the user calls it
     */
    public EtcdFileData(EtcdFile file, Path path, String name) {
        this.file = file;
        this.path = path;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long currentRevision() {
        return file.mvcc().currentRevision();
    }

    @Override
    public long oldestRevision() {
        Mvcc mvcc = file.mvcc();
        return mvcc.compactRevision() >= 0 ? mvcc.compactRevision() : Math.max(1, mvcc.firstRecordRevision());
    }

    @Override
    public StoredKeys at(long revision) {
        return new State(file.mvcc().at(revision));
    }

    /** Those of the keys that begin like this. */
    public StoredKeys at(long revision, String prefix) {
        return new State(file.mvcc().at(revision, prefix.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<StoredValue> history(byte[] key) {
        return file.mvcc().history(key).stream().map(EtcdFileData::value).toList();
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
            BoltFile bolt = file.bolt();
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
    void requireSound() {
        if (file.bolt().checkTrailer().isPresent()) {
            throw new Problem(ExitCode.CORRUPT, SourceMessage.ETCD_NOT_ITS_CHECKSUM, path);
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
        file.close();
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
