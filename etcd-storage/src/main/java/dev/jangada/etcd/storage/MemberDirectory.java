package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A member's data directory.
 *
 * @param db its database
 * @param wal where its log would be
 */
record MemberDirectory(Path db, Path wal) {

    /** A database that came from the leader, named by the last entry in it. */
    private static final Pattern RECEIVED = Pattern.compile("([0-9a-f]{16})\\.snap\\.db");

    /**
     * Finds the files in a data directory, or in the directory {@code member} inside it.
     *
     * @throws Problem if there is no database
     */
    static MemberDirectory of(Path directory) {
        for (Path member : new Path[] {directory.resolve("member"), directory}) {
            Path db = member.resolve("snap").resolve("db");
            if (Files.isRegularFile(db)) {
                return new MemberDirectory(db, member.resolve("wal"));
            }
        }
        throw new Problem(ExitCode.FAILED, StorageMessage.NO_DB_IN_DIRECTORY, directory);
    }

    /** A database that came from the leader and is newer than the member's own; etcd would take it at its start. */
    Optional<Path> received(BoltFile own) {
        long has = ClusterRecords.of(own).consistentIndex().orElse(0);
        Path snap = Objects.requireNonNull(db.getParent());
        try (Stream<Path> files = Files.list(snap)) {
            return files.filter(file -> index(file) > has).max(Comparator.comparingLong(MemberDirectory::index));
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, StorageMessage.NO_DB_IN_DIRECTORY, snap);
        }
    }

    private static long index(Path file) {
        Matcher name = RECEIVED.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseUnsignedLong(name.group(1), 16) : -1;
    }

    /** Whether there is a log. */
    boolean hasLog() {
        try (Stream<Path> files = Files.list(wal)) {
            return files.anyMatch(file -> file.toString().endsWith(".wal"));
        } catch (IOException none) {
            return false;
        }
    }
}
