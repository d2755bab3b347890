package dev.jangada.backup.schedule;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to run: one at a time for each lock file. systemd sees to that for a unit; cron, and somebody who starts a run by hand, do
 * not. The system gives the lock back when its process ends, however that ends, so none is ever stale; the file stays.
 */
public final class OneAtATime implements AutoCloseable {

    private final FileChannel channel;

    private OneAtATime(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the right, and does not wait for it.
     *
     * @param file of the lock; its directory exists
     * @throws Problem with {@link ExitCode#REFUSED} if another process has it, and names that
     */
    public static OneAtATime take(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(AtomicFile.PRIVATE));
            if (!lock(channel)) {
                String holder = holder(channel);
                channel.close();
                throw new Problem(ExitCode.REFUSED, ScheduleMessage.RUNS_ALREADY, holder, file);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new OneAtATime(channel);
        } catch (IOException e) {
            close(channel, e);
            throw new Problem(e, ExitCode.FAILED, ScheduleMessage.CANNOT_WRITE, file, FileFailure.reason(e));
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException thisProcessHasIt) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        String digits = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return digits.matches("[0-9]+") ? digits : "?";
    }

    private static void close(@Nullable FileChannel channel, IOException because) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
