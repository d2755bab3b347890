package dev.jangada.cli.source;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import dev.jangada.settings.EtcdSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The running etcd that a user means, and how to come in: what a command line says, then etcdctl's environment variables (which the
 * file {@code /etc/etcd.env} of a Kubespray host has), then {@code cluster.etcd} of {@code jangada.yaml}; each by itself.
 *
 * @param endpoints members
 * @param authority the certificate of their authority (PEM)
 * @param certificate the certificate to show (PEM)
 * @param key its key (PEM)
 * @param user whom to log in as
 * @param passwordFile the file with that user's password; without one the person at the terminal is asked
 */
public record NamedEtcd(
        List<String> endpoints,
        Optional<Path> authority,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<String> user,
        Optional<Path> passwordFile) {

    /** Where nothing is said on the command line. */
    public static final NamedEtcd BY_SETTINGS = new NamedEtcd(
            List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public NamedEtcd {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * How to come in.
     *
     * @return nothing if nobody names a member
     * @throws Problem if something does not fit together, or a password is missing
     */
    public Optional<EtcdAccess> access(Jangada jangada) {
        return members(jangada).map(members -> access(jangada, members));
    }

    /** The same, with a member that is tried where nobody names one. */
    public EtcdAccess access(Jangada jangada, String usual) {
        return access(jangada).orElseGet(() -> access(jangada, List.of(Endpoint.of(usual, tls(jangada)))));
    }

    private EtcdAccess access(Jangada jangada, List<Endpoint> members) {
        EtcdSettings settings = settings(jangada);
        EtcdAccess plain = EtcdAccess.to(members);
        var access = new EtcdAccess(
                plain.endpoints(),
                authority(jangada),
                certificate(jangada),
                key.or(() -> file(jangada, "ETCDCTL_KEY")).or(settings::keyFile),
                Optional.empty(),
                plain.connectPatience(),
                plain.answerPatience());
        Optional<String> named = user.or(settings::user);
        if (named.isEmpty() && passwordFile.isPresent()) {
            throw new Problem(ExitCode.USAGE, SourceMessage.ETCD_PASSWORD_WHOSE);
        }
        return named.map(name -> access.withLogin(name, password(jangada, name)))
                .orElse(access);
    }

    private Optional<List<Endpoint>> members(Jangada jangada) {
        if (!endpoints.isEmpty()) {
            return Optional.of(parsed(jangada, endpoints));
        }
        return variable(jangada, "ETCDCTL_ENDPOINTS")
                .map(text -> parsed(jangada, List.of(text.split(",", -1))))
                .or(() -> Optional.of(settings(jangada).endpoints()).filter(members -> !members.isEmpty()));
    }

    private List<Endpoint> parsed(Jangada jangada, List<String> texts) {
        boolean tls = tls(jangada);
        return texts.stream().map(text -> Endpoint.of(text, tls)).toList();
    }

    private boolean tls(Jangada jangada) {
        return authority(jangada).isPresent() || certificate(jangada).isPresent();
    }

    private Optional<Path> authority(Jangada jangada) {
        return authority.or(() -> file(jangada, "ETCDCTL_CACERT")).or(settings(jangada)::caFile);
    }

    private Optional<Path> certificate(Jangada jangada) {
        return certificate.or(() -> file(jangada, "ETCDCTL_CERT")).or(settings(jangada)::certFile);
    }

    private String password(Jangada jangada, String name) {
        if (name.contains(":")) {
            throw new Problem(
                    ExitCode.USAGE, SourceMessage.ETCD_PASSWORD_IN_ARGUMENT, name.substring(0, name.indexOf(':')));
        }
        Optional<Path> file = passwordFile.or(settings(jangada)::passwordFile);
        if (file.isPresent()) {
            try {
                return Objects.requireNonNull(Files.readString(file.get())).stripTrailing();
            } catch (NoSuchFileException e) {
                throw new Problem(e, ExitCode.FAILED, SourceMessage.ETCD_PASSWORD_FILE_MISSING, file.get());
            } catch (AccessDeniedException e) {
                throw new Problem(e, ExitCode.FAILED, SourceMessage.ETCD_PASSWORD_FILE_DENIED, file.get());
            } catch (CharacterCodingException e) {
                throw new Problem(e, ExitCode.FAILED, SourceMessage.ETCD_PASSWORD_UNREADABLE, file.get(), "UTF-8");
            } catch (IOException e) {
                throw new Problem(
                        e, ExitCode.FAILED, SourceMessage.ETCD_PASSWORD_UNREADABLE, file.get(), FileFailure.reason(e));
            }
        }
        Terminal terminal = jangada.terminal();
        if (!terminal.canAsk()) {
            throw new Problem(ExitCode.USAGE, SourceMessage.ETCD_PASSWORD_MISSING, name);
        }
        return terminal.secret(terminal.text(SourceMessage.ETCD_PASSWORD_ASK, name));
    }

    private static EtcdSettings settings(Jangada jangada) {
        return jangada.globals().settings().cluster().etcd();
    }

    private static Optional<Path> file(Jangada jangada, String variable) {
        return variable(jangada, variable).map(Path::of);
    }

    private static Optional<String> variable(Jangada jangada, String name) {
        return Optional.ofNullable(jangada.terminal().environment().get(name)).filter(value -> !value.isEmpty());
    }
}
