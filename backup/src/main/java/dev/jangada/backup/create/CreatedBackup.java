package dev.jangada.backup.create;

import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.problem.Problem;
import dev.jangada.repository.write.Written;
import java.time.Duration;
import java.util.Optional;

/**
 * A backup that was made.
 *
 * @param backup the backup
 * @param manifest what it is; its warnings and gaps are for the user
 * @param written how much of it was new to the repository
 * @param took until it was stored
 * @param lockLeftBehind why the repository's lock could not be deleted, if it could not
 */
public record CreatedBackup(
        Backup backup, Manifest manifest, Written written, Duration took, Optional<Problem> lockLeftBehind) {}
