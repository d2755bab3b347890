package dev.jangada.backup.status;

import dev.jangada.backup.schedule.RunStatusFile;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What to look at.
 *
 * @param cluster its name, as its backups have it
 * @param api connects to the API server; throws a {@link dev.jangada.problem.Problem} if it does not answer. None if nothing is known
 *     of one
 * @param etcd how to reach etcd, if that is known
 * @param repository opens the repository; closed when it was looked at. None if there is none
 * @param runs what the last scheduled run on this machine left, if backups are looked at
 * @param maxAge how old the newest complete backup may be
 * @param verifiedMaxAge how old the newest verified backup may be; none if nobody verifies
 * @param next how a command is typed that helps next
 */
public record StatusOrder(
        String cluster,
        Optional<Supplier<Api>> api,
        Optional<EtcdAccess> etcd,
        Optional<Supplier<Repository>> repository,
        Optional<RunStatusFile> runs,
        Duration maxAge,
        Optional<Duration> verifiedMaxAge,
        NextCommand next) {

    /** Writes a command line that somebody may copy, with what it needs to find the same cluster and the same repository. */
    @FunctionalInterface
    public interface NextCommand {
        /** The line of a command of these words, of which the first is the program. */
        String line(String... words);
    }

    /**
     * An API server that answers.
     *
     * @param source the cluster; closed when it was looked at
     * @param clientCertificateEnds when the certificate of the kubeconfig's user ends, if it has one
     */
    public record Api(ObjectSource source, Optional<Instant> clientCertificateEnds) {}
}
