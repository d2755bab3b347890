package dev.jangada.backup.read;

import dev.jangada.backup.etcd.WorkingSnapshot;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Layout;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Node;
import dev.jangada.repository.read.SnapshotTree;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;

/** etcd's snapshot in a backup. */
public final class EtcdOfBackup {

    private static final String PATH = Layout.ETCD + "/" + Layout.SNAPSHOT;

    private final Backup backup;
    private final SnapshotTree tree;
    private final Node file;

    private EtcdOfBackup(Backup backup, SnapshotTree tree, Node file) {
        this.backup = backup;
        this.tree = tree;
        this.file = file;
    }

    /**
     * Finds it.
     *
     * @throws Problem if there is none
     */
    public static EtcdOfBackup of(Repository repository, Backup backup) {
        SnapshotTree tree = repository.wholeTree(backup.tree());
        Node file = tree.find(PATH)
                .orElseThrow(() -> new Problem(ExitCode.FAILED, BackupMessage.NO_ETCD, backup.sourceName()));
        return new EtcdOfBackup(backup, tree, file);
    }

    /** Its file in the tree. */
    public Node file() {
        return file;
    }

    /**
     * Copies it into a working file, to be closed.
     *
     * @throws Problem if it is damaged, or there is no room
     */
    public WorkingSnapshot extract(Path workFolder) {
        return WorkingSnapshot.of(workFolder, file.size(), backup.sourceName(), channel -> {
            OutputStream out = Channels.newOutputStream(channel);
            tree.copy(file, out);
        });
    }
}
