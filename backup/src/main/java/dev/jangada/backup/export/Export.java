package dev.jangada.backup.export;

import dev.jangada.backup.format.Backup;
import dev.jangada.kube.dump.DumpOptions;
import dev.jangada.kube.dump.DumpResult;
import dev.jangada.repository.Repository;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;

/** Plain files out of a backup. None appears under its name before it is whole and on the disk; all are 0600. */
@SuppressWarnings("DoNotCallSuggester") // A skeleton: bodies follow.
public final class Export {

    /** Of a backup. */
    public Export(Repository repository, Backup backup) {}

    /** The guide's three files, see {@link dev.jangada.kube.dump.DumpWriter}. */
    public DumpResult dump(Path directory, DumpOptions options, String tool, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /**
     * etcd's snapshot, as the member sent it, and its record beside it ({@code FILE.json}).
     *
     * @param file does not exist, its folder does
     * @throws dev.jangada.problem.Problem if there is none in the backup, it is damaged, or the file cannot be written
     */
    public void etcd(Path file) {
        throw new UnsupportedOperationException();
    }

    /** Everything, as a tar file. */
    public void tar(Path file) {
        throw new UnsupportedOperationException();
    }

    /** Everything, as a tar stream, which stays open. */
    public void tar(OutputStream out) {
        throw new UnsupportedOperationException();
    }
}
