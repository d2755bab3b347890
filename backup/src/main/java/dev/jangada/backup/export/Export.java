package dev.jangada.backup.export;

import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Layout;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.backup.read.EtcdOfBackup;
import dev.jangada.etcd.client.SnapshotRecord;
import dev.jangada.kube.dump.DumpOptions;
import dev.jangada.kube.dump.DumpResult;
import dev.jangada.kube.dump.DumpWriter;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.format.NodeType;
import dev.jangada.repository.read.SnapshotTree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Plain files out of a backup. None appears under its name before it is whole and on the disk; all are 0600. */
public final class Export {

    private static final int FILE = 0600;
    private static final int DIRECTORY = 0700;

    private final Repository repository;
    private final Backup backup;

    /** Of a backup. */
    public Export(Repository repository, Backup backup) {
        this.repository = repository;
        this.backup = backup;
    }

    /**
     * The guide's three files of the opened backup, see {@link DumpWriter}.
     *
     * @param directory does not exist, its folder does
     * @throws Problem if it exists, or cannot be written
     */
    public static DumpResult dump(BackupSource source, Path directory, DumpOptions options, String tool, Clock clock) {
        // A dump is told there how to be replaced by the command that dumps; this one replaces nothing.
        NewFile.require(directory);
        return new DumpWriter(tool, clock).write(source, directory, options);
    }

    /**
     * etcd's snapshot, as the member sent it, and its record beside it ({@code FILE.json}), as {@code etcd save} writes them.
     *
     * @param file does not exist, its folder does
     * @return how many bytes the snapshot has
     * @throws Problem if there is none in the backup, it is damaged, or the file cannot be written
     */
    public long etcd(Path file) {
        Node snapshot = EtcdOfBackup.of(repository, backup).file();
        SnapshotTree tree = repository.wholeTree(backup.tree());
        NewFile.require(file);
        // The record first: a snapshot that has its name is a snapshot of which all is known.
        Path beside = SnapshotRecord.fileOf(file);
        Optional<Node> record = tree.find(Layout.SNAPSHOT_RECORD);
        record.ifPresent(node -> NewFile.write(beside, out -> tree.copy(node, out)));
        boolean written = false;
        try {
            NewFile.write(file, out -> tree.copy(snapshot, out));
            written = true;
        } finally {
            if (!written && record.isPresent()) {
                NewFile.remove(beside);
            }
        }
        return snapshot.size();
    }

    /**
     * Everything, as a tar file.
     *
     * @param file does not exist, its folder does
     * @throws Problem if something is damaged, or the file cannot be written
     */
    public void tar(Path file) {
        NewFile.write(file, this::tar);
    }

    /**
     * Everything, as a tar stream, which stays open. All is below one directory, {@code backup-ID}.
     *
     * @throws Problem if something is damaged; what was written until then is no tar file
     * @throws IOException only what {@code out} throws
     */
    public void tar(OutputStream out) throws IOException {
        SnapshotTree tree = repository.wholeTree(backup.tree());
        var tar = new TarStream(out);
        String top = "backup-" + backup.id().brief();
        tar.directory(top, DIRECTORY, backup.time());
        try {
            tree.walk((path, node) -> {
                add(tar, tree, top + "/" + path, node, out);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        tar.end();
    }

    private void add(TarStream tar, SnapshotTree tree, String path, Node node, OutputStream out) {
        Instant time = node.attributes().modified();
        try {
            if (node.type() == NodeType.FILE) {
                tar.file(path, FILE, node.size(), time);
                tree.copy(node, out);
                tar.end(node.size());
            } else if (node.type() == NodeType.DIRECTORY) {
                // A directory of a backup has no time of its own.
                tar.directory(path, DIRECTORY, backup.time());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
