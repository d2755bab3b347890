package dev.jangada.cli.status;

import dev.jangada.backup.schedule.RunStatusFile;
import dev.jangada.backup.status.StatusOrder;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.StateDirectory;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.source.NamedEtcd;
import dev.jangada.settings.ScheduleSettings;
import java.time.Duration;
import java.util.Optional;

/** How the settings' cluster is reached from outside. */
public final class Outside {

    private Outside() {}

    /**
     * What {@code status} looks at.
     *
     * @param repository how the repository is opened; nothing to leave out backups, and what makes them
     * @param next how the command is typed that helps next
     */
    public static StatusOrder order(
            Jangada jangada, SeenCluster cluster, Optional<RepositoryAccess> repository, StatusOrder.NextCommand next) {
        ScheduleSettings schedule = jangada.globals().settings().schedule();
        Optional<Duration> verified =
                schedule.verify().every().map(every -> schedule.maxAge().plus(every));
        return new StatusOrder(
                cluster.name(),
                Optional.of(cluster.api()),
                NamedEtcd.BY_SETTINGS.access(jangada),
                repository.filter(access -> access.isNamed(jangada)).map(access -> () -> access.open(jangada)),
                repository.map(access ->
                        RunStatusFile.in(StateDirectory.of(jangada.terminal().environment()), cluster.name())),
                schedule.maxAge(),
                verified,
                next);
    }
}
