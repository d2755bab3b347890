package dev.jangada.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One kube-apiserver on loopback. */
public final class ApiServer {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 5;

    private final Path folder;
    private final List<String> arguments;
    private final boolean detached;
    private final Credentials credentials;
    private int port;
    private Part part;

    private ApiServer(Path folder, List<String> arguments, boolean detached, Credentials credentials) {
        this.folder = folder;
        this.arguments = arguments;
        this.detached = detached;
        this.credentials = credentials;
        this.port = Ports.free();
        this.part = launch();
    }

    static ApiServer start(Path folder, Etcd etcd, Credentials credentials, Options options, boolean detached) {
        var arguments = new ArrayList<>(List.of(
                "--etcd-servers=" + etcd.endpoint(),
                "--bind-address=127.0.0.1",
                // Not loopback, which the server would refuse in its own EndpointSlice; nobody connects to it (RFC
                // 5737).
                "--advertise-address=192.0.2.1",
                "--cert-dir=" + folder,
                "--tls-cert-file=" + credentials.file("server.crt"),
                "--tls-private-key-file=" + credentials.file("server.key"),
                "--client-ca-file=" + credentials.file("ca.crt"),
                "--proxy-client-cert-file=" + credentials.file("proxy.crt"),
                "--proxy-client-key-file=" + credentials.file("proxy.key"),
                "--requestheader-client-ca-file=" + credentials.file("ca.crt"),
                "--requestheader-allowed-names=proxy",
                "--requestheader-username-headers=X-Remote-User",
                "--requestheader-group-headers=X-Remote-Group",
                "--requestheader-extra-headers-prefix=X-Remote-Extra-",
                "--service-account-key-file=" + credentials.file("service-account.crt"),
                "--service-account-signing-key-file=" + credentials.file("service-account.key"),
                "--service-account-issuer=https://kubernetes.default",
                "--service-cluster-ip-range=10.233.0.0/18",
                "--authorization-mode=Node,RBAC",
                // Else a stop waits for watches that do not end by themselves, for longer than anybody has patience.
                "--shutdown-watch-termination-grace-period=1s",
                "--allow-privileged"));
        arguments.addAll(options.apiServerFlags);
        var server = new ApiServer(folder, arguments, detached, credentials);
        server.awaitReady();
        return server;
    }

    private Part launch() {
        var command = new ArrayList<>(arguments);
        command.add("--secure-port=" + port);
        return Part.start(folder, "kube-apiserver", command, detached);
    }

    private void awaitReady() {
        for (int attempt = 1; ; attempt++) {
            try (Api api = credentials.api(url())) {
                Wait.until(
                        PATIENCE,
                        () -> !part.alive() || api.answers("/readyz"),
                        () -> part.failure("is not ready in two minutes"));
            }
            if (part.alive()) {
                return;
            }
            if (attempt == ATTEMPTS || !part.lostItsPort()) {
                throw part.failure("has ended");
            }
            port = Ports.free();
            part = launch();
        }
    }

    /** {@code https://127.0.0.1:PORT}. */
    public String url() {
        return "https://127.0.0.1:" + port;
    }

    /** Kills the server; connections break at once. */
    public void kill() {
        part.kill();
    }

    /** Asks the server to end and waits until it has. */
    public void stop() {
        part.stop();
    }

    /** Starts the server again at the same address, after {@link #kill} or {@link #stop}, and waits until it is ready. */
    public void restart() {
        part.kill();
        part = launch();
        Wait.until(PATIENCE, this::readyOrEnded, () -> part.failure("is not ready in two minutes"));
        if (!part.alive()) {
            throw part.failure("has ended");
        }
    }

    private boolean readyOrEnded() {
        try (Api api = credentials.api(url())) {
            return !part.alive() || api.answers("/readyz");
        }
    }
}
