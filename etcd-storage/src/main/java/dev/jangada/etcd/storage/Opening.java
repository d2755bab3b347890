package dev.jangada.etcd.storage;

import dev.jangada.etcd.storage.EtcdFile.Kind;
import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.mvcc.RecordRules;
import dev.jangada.etcd.storage.wal.Replay;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out what lies at a path, opens it, and notes what a user should know of it. */
final class Opening {

    private final Path path;
    private final OpenOptions options;
    private final List<Remark> remarks = new ArrayList<>();

    Opening(Path path, OpenOptions options) {
        this.path = path;
        this.options = options;
    }

    /** With what a member's log has beyond its database. */
    EtcdFile whole() {
        if (Files.isDirectory(path)) {
            return member();
        }
        EtcdFile file = asItLies();
        return file.kind() == Kind.ARCHIVE
                ? closingOnFailure(file.bolt(), () -> {
                    requireSound(file.bolt());
                    return file;
                })
                : file;
    }

    /** The database alone, of which nothing is needed to be sound. */
    EtcdFile asItLies() {
        if (Files.isDirectory(path)) {
            var directory = MemberDirectory.of(path);
            BoltFile own = BoltFile.open(directory.db(), options.force());
            return closingOnFailure(own, () -> new EtcdFile(Kind.MEMBER, newestLegible(own, directory), remarks));
        }
        if (isArchive()) {
            BoltFile bolt = Archive.open(path, options.room(), remarks);
            remarks.add(Remark.of(StorageMessage.ARCHIVE_DB_ALONE, path));
            return new EtcdFile(Kind.ARCHIVE, bolt, remarks);
        }
        BoltFile bolt = BoltFile.open(path, options.force());
        aboutChecksum(bolt);
        return new EtcdFile(bolt.hasTrailer() ? Kind.SNAPSHOT : Kind.DATABASE, bolt, remarks);
    }

    private boolean isArchive() {
        try {
            return Files.isRegularFile(path) && Archive.isOne(path);
        } catch (IOException notReadable) {
            // Whoever opens it will say why.
            return false;
        }
    }

    private EtcdFile member() {
        var directory = MemberDirectory.of(path);
        BoltFile own = BoltFile.open(directory.db(), options.force());
        return closingOnFailure(own, () -> {
            BoltFile base = newest(own, directory);
            aboutChecksum(base);
            if (!directory.hasLog()) {
                remarks.add(Remark.of(StorageMessage.NO_LOG, path));
                return new EtcdFile(Kind.MEMBER, base, remarks);
            }
            return closingOnFailure(base, () -> replayed(base, directory));
        });
    }

    /** The database that etcd would take at its start; the member's own is closed if that is another one. */
    private BoltFile newest(BoltFile own, MemberDirectory directory) {
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
    private BoltFile newestLegible(BoltFile own, MemberDirectory directory) {
        try {
            return newest(own, directory);
        } catch (Problem problem) {
            if (problem.exitCode() != ExitCode.CORRUPT) {
                throw problem;
            }
            return own;
        }
    }

    private EtcdFile replayed(BoltFile base, MemberDirectory directory) {
        Replay.Result result = Replay.run(base, directory.wal(), options.uncommitted(), options.room());
        Replay.Report report = result.report();
        aboutLog(report);
        if (result.file().isEmpty()) {
            return new EtcdFile(Kind.MEMBER, base, remarks, Optional.of(report), Optional.empty());
        }
        base.close();
        return new EtcdFile(
                Kind.MEMBER, result.file().get(), remarks, Optional.of(report), Optional.of(Path.of(base.name())));
    }

    private void aboutChecksum(BoltFile bolt) {
        if (bolt.hasOddSize()) {
            remarks.add(Remark.of(StorageMessage.ODD_SIZE, path, bolt.contentSize()));
        } else if (!bolt.hasTrailer()) {
            remarks.add(Remark.of(StorageMessage.NO_CHECKSUM, path));
        }
    }

    private void aboutLog(Replay.Report report) {
        if (report.to() > report.from()) {
            remarks.add(Remark.of(
                    StorageMessage.LOG_APPLIED, report.requests(), report.from() + 1, report.to(), report.refused()));
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
    }

    private static EtcdFile closingOnFailure(BoltFile bolt, Supplier<EtcdFile> opening) {
        boolean sound = false;
        try {
            EtcdFile file = opening.get();
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
}
