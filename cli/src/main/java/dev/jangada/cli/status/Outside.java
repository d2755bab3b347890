package dev.jangada.cli.status;

import dev.jangada.backup.status.StatusOrder;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.source.Sources;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.settings.EtcdSettings;
import dev.jangada.settings.ScheduleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How the settings' cluster is reached from outside. */
public final class Outside {

    private Outside() {}

    /**
     * The name that the cluster's backups are known by.
     *
     * @param named on the command line, or null
     * @throws Problem if there is none
     */
    public static String cluster(Jangada jangada, @Nullable String named) {
        return Optional.ofNullable(named)
                .or(() -> jangada.globals().settings().cluster().name())
                .orElseThrow(() -> new Problem(ExitCode.USAGE, StatusCommandMessage.NO_CLUSTER_NAME));
    }

    /**
     * How etcd is reached; nothing if the settings do not say where it is.
     *
     * @throws Problem if the file with its password cannot be read
     */
    public static Optional<EtcdAccess> etcd(Jangada jangada) {
        EtcdSettings etcd = jangada.globals().settings().cluster().etcd();
        if (etcd.endpoints().isEmpty()) {
            return Optional.empty();
        }
        EtcdAccess plain = EtcdAccess.to(etcd.endpoints());
        var access = new EtcdAccess(
                plain.endpoints(),
                etcd.caFile(),
                etcd.certFile(),
                etcd.keyFile(),
                Optional.empty(),
                plain.connectPatience(),
                plain.answerPatience());
        return Optional.of(
                etcd.user().isPresent() && etcd.passwordFile().isPresent()
                        ? access.withLogin(
                                etcd.user().get(), password(etcd.passwordFile().get()))
                        : access);
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new Problem(
                    e,
                    ExitCode.FAILED,
                    StatusCommandMessage.PASSWORD_UNREADABLE,
                    file,
                    e.getClass().getSimpleName());
        }
    }

    /**
     * What {@code status} looks at.
     *
     * @param repository how the repository is opened; nothing to leave it out
     */
    public static StatusOrder order(Jangada jangada, String cluster, Optional<RepositoryAccess> repository) {
        ScheduleSettings schedule = jangada.globals().settings().schedule();
        Optional<Duration> verified =
                schedule.verify().every().map(every -> schedule.maxAge().plus(every));
        return new StatusOrder(
                cluster,
                Optional.of(() -> api(jangada)),
                etcd(jangada),
                repository.filter(access -> access.isNamed(jangada)).map(access -> () -> access.open(jangada)),
                schedule.maxAge(),
                verified,
                OptionalLong.empty());
    }

    private static StatusOrder.Api api(Jangada jangada) {
        LiveSource live = Sources.of(jangada).openLive(Sources.LIVE);
        return new StatusOrder.Api(live, live.clientCertificateEnds());
    }
}
