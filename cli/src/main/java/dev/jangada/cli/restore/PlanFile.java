package dev.jangada.cli.restore;

import dev.jangada.kube.cluster.restore.Plan;
import dev.jangada.kube.cluster.restore.RestoreFolder;
import dev.jangada.kube.cluster.restore.Restores;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A plan in a file of the user's, which only the user may read. */
final class PlanFile {

    private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private PlanFile() {}

    /**
     * A new restore with the plan of a file.
     *
     * @throws Problem if the file is no plan, or cannot be copied
     */
    static RestoreFolder adopt(Restores restores, Path file) {
        RestoreFolder folder = restores.create();
        Path copy = in(folder);
        try {
            copy(file, copy);
            return folder;
        } catch (IOException e) {
            throw cannotWrite(copy, e);
        }
    }

    /** Where a restore keeps its plan. */
    static Path in(RestoreFolder folder) {
        return folder.path().resolve("plan.jsonl");
    }

    /**
     * Refuses a file that is there, before anything is planned.
     *
     * @throws Problem if it is there and is not to be replaced
     */
    static void requireFree(Path file, boolean force) {
        if (!force && Files.exists(file)) {
            throw new Problem(ExitCode.REFUSED, RestoreCommandMessage.RESTORE_PLAN_EXISTS, file);
        }
    }

    /**
     * Writes a copy of a plan; it appears when it is whole.
     *
     * @throws Problem if there is such a file and it is not to be replaced, or the copy cannot be written
     */
    static void save(Plan plan, Path file, boolean force) {
        Path fresh = file.resolveSibling(
                "." + file.getFileName() + ".new-" + ProcessHandle.current().pid());
        try {
            try {
                copy(plan.file(), fresh);
                if (force) {
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    // A link, unlike a move, replaces nothing.
                    Files.createLink(file, fresh);
                }
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (FileAlreadyExistsException e) {
            throw new Problem(e, ExitCode.REFUSED, RestoreCommandMessage.RESTORE_PLAN_EXISTS, file);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (FileChannel channel = FileChannel.open(to, NEW, OURS_ALONE)) {
            Files.copy(from, Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    private static Problem cannotWrite(Path file, IOException e) {
        return new Problem(
                e, ExitCode.FAILED, RestoreCommandMessage.RESTORE_PLAN_UNWRITABLE, file, FileFailure.reason(e));
    }
}
