package dev.jangada.backup.status;

import dev.jangada.backup.schedule.Margins;
import dev.jangada.backup.schedule.Margins.Certificate;
import dev.jangada.backup.schedule.RunStatus;
import dev.jangada.backup.schedule.RunStatusFile;
import dev.jangada.backup.status.StatusOrder.Api;
import dev.jangada.pem.Pem;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was seen of a cluster's parts, before anybody judges it. */
final class Looked {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Looked() {}

    /** The API server, and certificates on the way to it. */
    record AtApi(Optional<ApiStatus> status, List<Certificate> certificates) {}

    /** etcd, or why its settings are of no use, and certificates on the way to it. */
    record AtEtcd(Optional<EtcdStatus> status, Optional<Problem> unusable, List<Certificate> certificates) {}

    /** The last scheduled run on this machine, or why nothing is known of it. */
    record AtRuns(Optional<RunStatus> last, Optional<Problem> unreadable) {}

    static AtApi atApi(StatusOrder order) {
        if (order.api().isEmpty()) {
            return new AtApi(Optional.empty(), List.of());
        }
        Api api;
        try {
            api = order.api().get().get();
        } catch (Problem down) {
            return new AtApi(Optional.of(ApiStatus.down(down)), List.of());
        }
        var certificates = new ArrayList<Certificate>();
        try (var source = api.source()) {
            ApiStatus status = ApiStatus.of(source);
            status.server()
                    .flatMap(server -> ServingCertificate.ends(URI.create(server), PATIENCE))
                    .ifPresent(ends -> certificates.add(new Certificate("api-server", ends)));
            api.clientCertificateEnds().ifPresent(ends -> certificates.add(new Certificate("api-client", ends)));
            return new AtApi(Optional.of(status), certificates);
        }
    }

    static AtEtcd atEtcd(StatusOrder order) {
        if (order.etcd().isEmpty()) {
            return new AtEtcd(Optional.empty(), Optional.empty(), List.of());
        }
        var access = order.etcd().get();
        EtcdStatus status;
        try {
            status = EtcdStatus.of(access);
        } catch (Problem unusable) {
            return new AtEtcd(Optional.empty(), Optional.of(unusable), List.of());
        }
        var certificates = new ArrayList<Certificate>();
        access.certificateFile().ifPresent(file -> {
            try {
                Pem.certificates(Files.readAllBytes(file)).stream()
                        .findFirst()
                        .ifPresent(shown -> certificates.add(new Certificate(
                                "etcd-client", shown.getNotAfter().toInstant())));
            } catch (IOException | GeneralSecurityException e) {
                // It was readable a moment ago, when etcd was asked with it; so it has just been replaced.
                throw new IllegalStateException(e);
            }
        });
        status.members()
                .forEach(member -> ServingCertificate.ends(member.endpoint().uri(), PATIENCE)
                        .ifPresent(ends -> certificates.add(
                                new Margins.Certificate(member.endpoint().toString(), ends))));
        return new AtEtcd(Optional.of(status), Optional.empty(), certificates);
    }

    static Optional<BackupStatus> atBackups(StatusOrder order) {
        return order.repository().map(opening -> {
            try (Repository repository = opening.get()) {
                return BackupStatus.of(repository, order.cluster());
            } catch (Problem unreadable) {
                return BackupStatus.unreadable(unreadable);
            }
        });
    }

    static AtRuns atRuns(StatusOrder order) {
        try {
            return new AtRuns(order.runs().flatMap(RunStatusFile::read), Optional.empty());
        } catch (Problem unreadable) {
            return new AtRuns(Optional.empty(), Optional.of(unreadable));
        }
    }
}
