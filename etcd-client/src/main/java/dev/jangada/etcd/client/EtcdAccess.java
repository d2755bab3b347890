package dev.jangada.etcd.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where an etcd is and how to come in.
 *
 * @param endpoints its members, or some of them; at least one
 * @param authorityFile PEM file of the authority that signed the servers' certificates; without one those of the system are
 *     trusted
 * @param certificateFile PEM file of the certificate to show, with the rest of its chain after it
 * @param keyFile PEM file of that certificate's private key: PKCS #8, PKCS #1 or SEC 1, not encrypted
 * @param login who to be where etcd's own authentication is enabled
 * @param connectPatience how long a connection may take to make
 * @param answerPatience how long a member may be silent while an answer, or more of a snapshot, is waited for
 */
public record EtcdAccess(
        List<Endpoint> endpoints,
        Optional<Path> authorityFile,
        Optional<Path> certificateFile,
        Optional<Path> keyFile,
        Optional<Login> login,
        Duration connectPatience,
        Duration answerPatience) {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    public EtcdAccess {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("no endpoint");
        }
    }

    /** Access without TLS files and login. */
    public static EtcdAccess to(List<Endpoint> endpoints) {
        return new EtcdAccess(
                endpoints, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), CONNECT, ANSWER);
    }

    /** The same with TLS files. */
    public EtcdAccess withTls(Path authority, Path certificate, Path key) {
        return new EtcdAccess(
                endpoints,
                Optional.of(authority),
                Optional.of(certificate),
                Optional.of(key),
                login,
                connectPatience,
                answerPatience);
    }

    /** The same with a login. */
    public EtcdAccess withLogin(String user, String password) {
        return new EtcdAccess(
                endpoints,
                authorityFile,
                certificateFile,
                keyFile,
                Optional.of(new Login(user, password)),
                connectPatience,
                answerPatience);
    }

    /** The same for other members, for example those that {@link EtcdClient#members()} named. */
    public EtcdAccess withEndpoints(List<Endpoint> others) {
        return new EtcdAccess(others, authorityFile, certificateFile, keyFile, login, connectPatience, answerPatience);
    }

    /** The same with other patience. */
    public EtcdAccess withPatience(Duration connect, Duration answer) {
        return new EtcdAccess(endpoints, authorityFile, certificateFile, keyFile, login, connect, answer);
    }

    /**
     * A user of etcd's own authentication.
     *
     * @param user the name
     * @param password not shown by {@link #toString()}
     */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
