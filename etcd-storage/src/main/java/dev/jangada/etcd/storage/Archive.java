package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A {@code .tgz} of the old guide's backup: the database inside is unpacked to a file without a name. */
final class Archive {

    private static final int BUFFER = 1 << 16;

    private Archive() {}

    /** Whether a file is compressed with gzip. */
    static boolean isOne(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(2);
            return magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        }
    }

    static BoltFile open(Path file, Path room, List<Remark> remarks) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER)) {
            var entries = new TarEntries(plain);
            for (Optional<TarEntries.Entry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                if (isDatabase(entry.get().name())) {
                    BoltFile database = unpack(file, entries, room);
                    checkRest(file, plain, remarks);
                    return database;
                }
            }
        } catch (EOFException | ZipException e) {
            throw new Problem(e, ExitCode.CORRUPT, StorageMessage.ARCHIVE_DAMAGED, file, e.getMessage());
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, StorageMessage.ARCHIVE_DAMAGED, file, e.getMessage());
        }
        throw new Problem(ExitCode.FAILED, StorageMessage.NO_DB_IN_ARCHIVE, file);
    }

    /** gzip has its checksum at the end; a database that is whole is worth reading also without it. */
    private static void checkRest(Path file, InputStream plain, List<Remark> remarks) {
        try {
            while (plain.read() >= 0) {
                var _ = plain.skip(BUFFER);
            }
        } catch (IOException e) {
            remarks.add(Remark.of(StorageMessage.ARCHIVE_CUT, file, e.getMessage()));
        }
    }

    private static boolean isDatabase(String name) {
        return name.equals("snap/db") || name.endsWith("/snap/db");
    }

    private static BoltFile unpack(Path file, TarEntries entries, Path room) throws IOException {
        try (FileChannel channel = newFile(file, room)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = entries.read(buffer); read >= 0; read = entries.read(buffer)) {
                write(channel, ByteBuffer.wrap(buffer, 0, read), file, room);
            }
            return BoltFile.map(channel, file.toString());
        }
    }

    private static FileChannel newFile(Path file, Path room) {
        try {
            return BoltWriter.unnamedFile(room);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, StorageMessage.CANNOT_UNPACK, file, room, e.getMessage());
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, Path file, Path room) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, StorageMessage.CANNOT_UNPACK, file, room, e.getMessage());
        }
    }
}
