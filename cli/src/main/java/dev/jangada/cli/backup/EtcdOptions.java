package dev.jangada.cli.backup;

import dev.jangada.cli.command.Jangada;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.settings.EtcdSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the cluster's etcd is and how to come in, if at all: the options, etcdctl's variables, then {@code cluster.etcd}. */
final class EtcdOptions {

    @Option(names = "--etcd-endpoints", split = ",", paramLabel = "URL", descriptionKey = "backup.etcd-endpoints")
    private List<String> endpoints = new ArrayList<>();

    @Option(names = "--etcd-cacert", paramLabel = "FILE", descriptionKey = "backup.etcd-cacert")
    @Nullable
    private Path authority;

    @Option(names = "--etcd-cert", paramLabel = "FILE", descriptionKey = "backup.etcd-cert")
    @Nullable
    private Path certificate;

    @Option(names = "--etcd-key", paramLabel = "FILE", descriptionKey = "backup.etcd-key")
    @Nullable
    private Path key;

    @Option(names = "--no-etcd", descriptionKey = "backup.no-etcd")
    private boolean none;

    /**
     * How to come in; empty if nobody names a member, or the user wants none.
     *
     * @throws Problem if something does not fit together
     */
    Optional<EtcdAccess> access(Jangada jangada) {
        EtcdSettings settings = jangada.globals().settings().cluster().etcd();
        Optional<Path> ca = file(jangada, authority, "ETCDCTL_CACERT").or(settings::caFile);
        Optional<Path> cert = file(jangada, certificate, "ETCDCTL_CERT").or(settings::certFile);
        List<Endpoint> members = members(jangada, settings, ca.isPresent() || cert.isPresent());
        if (none || members.isEmpty()) {
            return Optional.empty();
        }
        EtcdAccess plain = EtcdAccess.to(members);
        var access = new EtcdAccess(
                plain.endpoints(),
                ca,
                cert,
                file(jangada, key, "ETCDCTL_KEY").or(settings::keyFile),
                Optional.empty(),
                plain.connectPatience(),
                plain.answerPatience());
        return Optional.of(settings.user()
                .map(user -> access.withLogin(user, password(settings, user)))
                .orElse(access));
    }

    private List<Endpoint> members(Jangada jangada, EtcdSettings settings, boolean tls) {
        List<String> named = endpoints.isEmpty()
                ? variable(jangada, "ETCDCTL_ENDPOINTS").stream()
                        .flatMap(text -> Stream.of(text.split(",", -1)))
                        .toList()
                : endpoints;
        return named.isEmpty()
                ? settings.endpoints()
                : named.stream().map(text -> Endpoint.of(text, tls)).toList();
    }

    /** A timer has nobody to ask. */
    private static String password(EtcdSettings settings, String user) {
        Path file = settings.passwordFile()
                .orElseThrow(() -> new Problem(ExitCode.USAGE, BackupCommandMessage.ETCD_NO_PASSWORD, user));
        try {
            return Objects.requireNonNull(Files.readString(file)).stripTrailing();
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, BackupCommandMessage.ETCD_PASSWORD_UNREADABLE, file, e.getMessage());
        }
    }

    private static Optional<Path> file(Jangada jangada, @Nullable Path named, String variable) {
        return named != null ? Optional.of(named) : variable(jangada, variable).map(Path::of);
    }

    private static Optional<String> variable(Jangada jangada, String name) {
        String value = jangada.terminal().environment().getOrDefault(name, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
