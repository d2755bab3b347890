package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.CannotWrite;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A tar archive of the old guide's backup, compressed or not: the database inside is unpacked to a file without a name. */
final class Archive {

    private static final int BUFFER = 1 << 16;

    /** What a database begins with, behind the header of its first page. */
    private static final byte[] BOLT = {(byte) 0xed, (byte) 0xda, 0x0c, (byte) 0xed};

    private static final int BOLT_AT = 16;

    private Archive() {}

    /** Whether a file is an archive, or compressed with gzip. */
    static boolean isOne(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(TarEntries.BLOCK);
            return isCompressed(begin) || TarEntries.isHeader(begin) && !isBolt(begin);
        }
    }

    private static boolean isCompressed(byte[] begin) {
        return begin.length >= 2 && (begin[0] & 0xff) == 0x1f && (begin[1] & 0xff) == 0x8b;
    }

    private static boolean isBolt(byte[] begin) {
        return begin.length >= BOLT_AT + BOLT.length
                && Arrays.equals(begin, BOLT_AT, BOLT_AT + BOLT.length, BOLT, 0, BOLT.length);
    }

    static BoltFile open(Path file, Path room, List<Remark> remarks) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                InputStream plain = uncompressed(in)) {
            if (isBolt(begin(plain))) {
                throw new Problem(ExitCode.FAILED, StorageMessage.COMPRESSED_DB, file);
            }
            var entries = new TarEntries(plain);
            for (Optional<TarEntries.Entry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                if (isDatabase(entry.get().name())) {
                    BoltFile database = unpack(file, entries, room);
                    checkRest(file, plain, remarks);
                    return database;
                }
            }
        } catch (EOFException e) {
            throw new Problem(e, ExitCode.CORRUPT, StorageMessage.ARCHIVE_CUT, file);
        } catch (TarEntries.Malformed | ZipException e) {
            throw new Problem(e, ExitCode.CORRUPT, StorageMessage.ARCHIVE_DAMAGED, file);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, StorageMessage.ARCHIVE_UNREADABLE, file, FileFailure.reason(e));
        }
        throw new Problem(ExitCode.FAILED, StorageMessage.NO_DB_IN_ARCHIVE, file);
    }

    private static InputStream uncompressed(InputStream in) throws IOException {
        return isCompressed(begin(in)) ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }

    /** The first bytes of a stream, which are still to be read. */
    private static byte[] begin(InputStream in) throws IOException {
        in.mark(TarEntries.BLOCK);
        byte[] begin = in.readNBytes(TarEntries.BLOCK);
        in.reset();
        return begin;
    }

    /** gzip has its checksum at the end; a database that is whole is worth reading also without it. */
    private static void checkRest(Path file, InputStream plain, List<Remark> remarks) {
        try {
            while (plain.read() >= 0) {
                var _ = plain.skip(BUFFER);
            }
        } catch (IOException e) {
            remarks.add(Remark.of(StorageMessage.ARCHIVE_END_DAMAGED, file));
        }
    }

    private static boolean isDatabase(String name) {
        return name.equals("snap/db") || name.endsWith("/snap/db");
    }

    private static BoltFile unpack(Path file, TarEntries entries, Path room) throws IOException {
        try (FileChannel channel = BoltWriter.unnamedFile(room, file.toString())) {
            byte[] buffer = new byte[BUFFER];
            for (int read = entries.read(buffer); read >= 0; read = entries.read(buffer)) {
                write(channel, ByteBuffer.wrap(buffer, 0, read), file, room);
            }
            return BoltFile.map(channel, file.toString());
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, Path file, Path room) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw CannotWrite.temporary(e, room, file.toString());
        }
    }
}
