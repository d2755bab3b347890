package dev.jangada.cli.backup;

import dev.jangada.backup.Backups;
import dev.jangada.backup.format.Backup;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.source.RepositoryUse;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person reads who asked for backups where none is of the cluster that is meant. */
final class NoBackups {

    private NoBackups() {}

    /** Says whose there are none, and whose there are: a name that is mistyped must not look like an empty repository. */
    static void tell(Jangada jangada, RepositoryUse use, Backups backups, Optional<String> whose) {
        String others = backups.list(Optional.empty()).stream()
                .map(Backup::cluster)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String where = backups.repository().location();
        String next = use.again(jangada, "jangada", "backup", "create");
        if (whose.isEmpty() || others.isEmpty()) {
            jangada.terminal().note(BackupCommandMessage.NO_BACKUPS, where, next);
        } else {
            jangada.terminal().note(BackupCommandMessage.NO_BACKUPS_OF, where, whose.get(), others, next);
        }
    }
}
