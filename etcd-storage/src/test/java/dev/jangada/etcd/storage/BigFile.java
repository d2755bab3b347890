package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.mvcc.Encoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/** A snapshot as large as is wanted, with one revision of each key, made in a fraction of the time that etcd would take. */
final class BigFile {

    /** Bytes of a value; with key and overhead a little more than 1 KiB a record, the least that the bound is stated for. */
    static final int VALUE = 1 << 10;

    private BigFile() {}

    /** Key number {@code i}; there are 100 beginnings. */
    static String key(long i) {
        return "/registry/kind-%02d/object-%010d".formatted(i % 100, i);
    }

    /** Writes one of about so many bytes; gives the number of its keys. */
    static long write(Path file, long bytes) {
        var random = new SplittableRandom(bytes);
        // Three records of this size are in a page of 4 KiB.
        long keys = bytes / BoltWriter.PAGE_SIZE * 3;
        try (BoltWriter writer = BoltWriter.create(file)) {
            for (String empty : new String[] {"alarm", "auth", "authRoles", "authUsers", "cluster"}) {
                writer.bucket(empty);
            }
            writer.bucket("key");
            for (long i = 0; i < keys; i++) {
                byte[] value = new byte[VALUE];
                random.nextBytes(value);
                long revision = i + 2;
                writer.put(
                        Encoding.revision(revision, 0, false),
                        Encoding.put(key(i).getBytes(StandardCharsets.US_ASCII), revision, revision, 1, value, 0));
            }
            for (String empty : new String[] {"lease", "members", "members_removed"}) {
                writer.bucket(empty);
            }
            writer.bucket("meta");
            writer.put("consistent_index".getBytes(StandardCharsets.US_ASCII), Encoding.number(keys));
            writer.put("term".getBytes(StandardCharsets.US_ASCII), Encoding.number(2));
            writer.finish();
        }
        seal(file);
        return keys;
    }

    /** Puts the checksum behind it that etcd puts behind a snapshot. */
    private static void seal(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20);
            while (channel.read(piece.clear()) >= 0) {
                digest.update(piece.flip());
            }
            ByteBuffer sum = ByteBuffer.wrap(digest.digest());
            while (sum.hasRemaining()) {
                channel.write(sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
