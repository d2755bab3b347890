package dev.jangada.backup.problem;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum BackupMessage implements Message {
    NO_BACKUPS,
    NO_COMPLETE_BACKUP,
    NOT_A_BACKUP,
    BACKUP_NOT_FOUND,
    BACKUP_AMBIGUOUS,
}
