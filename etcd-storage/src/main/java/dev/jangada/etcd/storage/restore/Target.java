package dev.jangada.etcd.storage.restore;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one member's files are written.
 *
 * @param member the member's name
 * @param dataDirectory its data directory, which must not exist
 * @param walDirectory where its log goes if not into {@code member/wal} of the data directory; must not exist either
 */
public record Target(String member, Path dataDirectory, Optional<Path> walDirectory) {

    /**
     * Where the log goes within the data directory, as etcd itself has it; empty if it goes elsewhere, or nothing was said.
     *
     * @throws Problem if it would lie over the database
     */
    Optional<Path> walInside() {
        Path data = dataDirectory.toAbsolutePath().normalize();
        return walDirectory
                .map(wal -> wal.toAbsolutePath().normalize())
                .filter(wal -> wal.startsWith(data))
                .map(wal -> {
                    Path inside = data.relativize(wal);
                    if (Restore.SNAP.startsWith(inside) || inside.startsWith(Restore.SNAP) || wal.equals(data)) {
                        throw new Problem(ExitCode.USAGE, RestoreMessage.SAME_DIRECTORY, walDirectory.get());
                    }
                    return inside;
                });
    }
}
