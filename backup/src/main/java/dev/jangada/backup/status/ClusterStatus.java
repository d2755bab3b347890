package dev.jangada.backup.status;

import dev.jangada.backup.schedule.Margins;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How a cluster and its backups are.
 *
 * @param cluster its name
 * @param at when it was looked at
 * @param api the API server, if one is known
 * @param etcd etcd, if it can be reached
 * @param backups its backups, if there is a repository
 * @param certificates when certificates end, as seen from here
 * @param findings what is not as it should be, the worst first
 */
public record ClusterStatus(
        String cluster,
        Instant at,
        Optional<ApiStatus> api,
        Optional<EtcdStatus> etcd,
        Optional<BackupStatus> backups,
        List<Margins.Certificate> certificates,
        List<Finding> findings) {

    /** Copies the lists. */
    public ClusterStatus {
        certificates = List.copyOf(certificates);
        findings = List.copyOf(findings);
    }

    /** All in one word. */
    public Verdict verdict() {
        return Verdict.of(findings);
    }

    /** Looks at everything, at once. What does not answer is a finding, not an exception. */
    public static ClusterStatus of(StatusOrder order, Clock clock) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Looked.AtApi> api = threads.submit(() -> Looked.atApi(order));
            Future<Looked.AtEtcd> etcd = threads.submit(() -> Looked.atEtcd(order));
            Future<Optional<BackupStatus>> backups = threads.submit(() -> Looked.atBackups(order));
            return of(order, clock.instant(), result(api), result(etcd), result(backups));
        }
    }

    private static ClusterStatus of(
            StatusOrder order, Instant now, Looked.AtApi api, Looked.AtEtcd etcd, Optional<BackupStatus> backups) {
        var certificates = new ArrayList<Margins.Certificate>(api.certificates());
        certificates.addAll(etcd.certificates());
        var findings = new Findings(order, now);
        api.status().ifPresent(findings::api);
        etcd.status().ifPresent(findings::etcd);
        etcd.unusable().ifPresent(findings::etcdUnusable);
        certificates.forEach(findings::certificate);
        backups.ifPresentOrElse(findings::backups, findings::noRepository);
        findings.runs(Looked.atRuns(order));
        return new ClusterStatus(
                order.cluster(), now, api.status(), etcd.status(), backups, certificates, findings.worstFirst());
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while looking at the cluster");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What is left of what runs out, for a run's status and metrics. */
    public Margins margins() {
        List<Margins.Database> databases = etcd.stream()
                .flatMap(status -> status.members().stream())
                .flatMap(member -> member.status().stream())
                .map(status -> new Margins.Database(
                        status.endpoint().toString(), status.dbSize(), status.dbSizeInUse(), status.quota()))
                .toList();
        return new Margins(certificates, databases);
    }
}
