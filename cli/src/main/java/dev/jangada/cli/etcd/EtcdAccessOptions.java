package dev.jangada.cli.etcd;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a running etcd is and how to come in: etcdctl's options, and its environment variables, which the file
 * {@code /etc/etcd.env} of a Kubespray host has.
 */
final class EtcdAccessOptions {

    private static final String USUAL = "127.0.0.1:2379";

    @Option(names = "--endpoints", split = ",", paramLabel = "URL", descriptionKey = "etcd.endpoints")
    private List<String> endpoints = new ArrayList<>();

    @Option(names = "--cacert", paramLabel = "FILE", descriptionKey = "etcd.cacert")
    @Nullable
    private Path authority;

    @Option(names = "--cert", paramLabel = "FILE", descriptionKey = "etcd.cert")
    @Nullable
    private Path certificate;

    @Option(names = "--key", paramLabel = "FILE", descriptionKey = "etcd.key")
    @Nullable
    private Path key;

    @Option(names = "--user", paramLabel = "NAME", descriptionKey = "etcd.user")
    @Nullable
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "etcd.password-file")
    @Nullable
    private Path passwordFile;

    /** The members that are named, or one on this machine. */
    List<Endpoint> endpoints(Terminal terminal) {
        boolean tls = certificate(terminal).isPresent() || authority(terminal).isPresent();
        List<String> named = endpoints.isEmpty()
                ? List.of(terminal.environment()
                        .getOrDefault("ETCDCTL_ENDPOINTS", USUAL)
                        .split(","))
                : endpoints;
        return named.stream().map(text -> Endpoint.of(text, tls)).toList();
    }

    /**
     * All of it; asks for a password where one is needed and no file has it.
     *
     * @throws Problem if something does not fit together, or nobody can be asked
     */
    EtcdAccess access(Terminal terminal) {
        EtcdAccess plain = EtcdAccess.to(endpoints(terminal));
        var access = new EtcdAccess(
                plain.endpoints(),
                authority(terminal),
                certificate(terminal),
                file(terminal, key, "ETCDCTL_KEY"),
                Optional.empty(),
                plain.connectPatience(),
                plain.answerPatience());
        String name = user;
        if (name == null) {
            return access;
        }
        if (name.contains(":")) {
            throw new Problem(
                    ExitCode.USAGE, EtcdCommandMessage.ETCD_PASSWORD_IN_ARGUMENT, name.substring(0, name.indexOf(':')));
        }
        return access.withLogin(name, password(terminal, name));
    }

    private Optional<Path> authority(Terminal terminal) {
        return file(terminal, authority, "ETCDCTL_CACERT");
    }

    private Optional<Path> certificate(Terminal terminal) {
        return file(terminal, certificate, "ETCDCTL_CERT");
    }

    private static Optional<Path> file(Terminal terminal, @Nullable Path named, String variable) {
        Map<String, String> environment = terminal.environment();
        return Optional.ofNullable(named)
                .or(() -> Optional.ofNullable(environment.get(variable))
                        .filter(value -> !value.isEmpty())
                        .map(Path::of));
    }

    private String password(Terminal terminal, String name) {
        Path file = passwordFile;
        if (file != null) {
            try {
                return Objects.requireNonNull(Files.readString(file)).stripTrailing();
            } catch (IOException e) {
                throw new Problem(
                        e, ExitCode.FAILED, EtcdCommandMessage.ETCD_PASSWORD_UNREADABLE, file, e.getMessage());
            }
        }
        if (!terminal.canAsk()) {
            throw new Problem(ExitCode.USAGE, EtcdCommandMessage.ETCD_PASSWORD_MISSING, name);
        }
        terminal.out().flush();
        terminal.err().print(terminal.text(EtcdCommandMessage.ETCD_PASSWORD_ASK, name) + " ");
        terminal.err().flush();
        return terminal.in().secret();
    }
}
