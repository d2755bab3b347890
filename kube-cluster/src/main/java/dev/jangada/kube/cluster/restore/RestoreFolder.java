package dev.jangada.kube.cluster.restore;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/**
 * Where a restore keeps what it knows: {@code plan.jsonl}, {@code journal.jsonl}, and in {@code before} the objects that it
 * overwrote or deleted. Nobody but the user may read it.
 *
 * @param path the directory
 */
public record RestoreFolder(Path path) {

    /** The restore's name, by which it is resumed and undone. */
    public String id() {
        return path.getFileName().toString();
    }

    /**
     * Keeps other processes from executing the same restore until what is returned is closed.
     *
     * @throws Problem if one does already
     */
    FileChannel lock() {
        try {
            FileChannel channel = StateFiles.append(path.resolve("lock"));
            if (!isLocked(channel)) {
                channel.close();
                throw new Problem(ExitCode.REFUSED, RestoreMessage.RUNNING, id());
            }
            return channel;
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, path, e.getMessage());
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return false;
        }
    }

    Path plan() {
        return path.resolve("plan.jsonl");
    }

    Path journal() {
        return path.resolve("journal.jsonl");
    }

    /** Where the objects lie that were overwritten or deleted, as a dump. */
    public Path before() {
        return path.resolve("before");
    }
}
