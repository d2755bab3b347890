package dev.jangada.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One etcd member on loopback, without TLS; it does not sync to disk, for speed. */
public final class Etcd {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 5;

    private final Part part;
    private final Path folder;
    private final int port;
    private final EtcdGateway gateway;

    private Etcd(Part part, Path folder, int port) {
        this.part = part;
        this.folder = folder;
        this.port = port;
        this.gateway = new EtcdGateway(endpoint(), Optional.empty());
    }

    static Etcd start(Path folder, Options options, boolean detached) {
        for (int attempt = 1; ; attempt++) {
            int port = Ports.free();
            Part part = Part.start(folder, "etcd", command(folder, port, Ports.free(), options), detached);
            var etcd = new Etcd(part, folder, port);
            Wait.until(
                    PATIENCE, () -> !part.alive() || etcd.healthy(), () -> part.failure("is not healthy in a minute"));
            if (part.alive()) {
                return etcd;
            }
            if (attempt == ATTEMPTS || !part.lostItsPort()) {
                throw part.failure("has ended");
            }
        }
    }

    private static List<String> command(Path folder, int port, int peerPort, Options options) {
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + peerPort;
        var command = new ArrayList<>(List.of(
                "--name=" + name(folder),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=" + name(folder) + "=" + peer,
                "--unsafe-no-fsync",
                "--quota-backend-bytes=8589934592",
                "--log-level=warn"));
        command.addAll(options.etcdFlags);
        return command;
    }

    /** {@code http://127.0.0.1:PORT}, for clients. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** The data directory. */
    public Path dataDirectory() {
        return folder.resolve("etcd");
    }

    /** Forgets every revision before the current one, as far as readers can tell when this returns. */
    public void compact() {
        gateway.compact(revision());
    }

    /** The current revision. */
    public long revision() {
        return gateway.revision();
    }

    /** How many keys there are under a prefix. */
    public long count(String prefix) {
        return gateway.count(prefix);
    }

    /**
     * Puts keys in one transaction.
     *
     * @param values at most 128 keys and 1.5 MiB, as etcd's limits are
     */
    public void put(Map<String, byte[]> values) {
        var _ = gateway.put(values);
    }

    /** All else that etcd can be asked. */
    public EtcdGateway gateway() {
        return gateway;
    }

    /** Whether the member that answers is this one: another lab's may have been given the port just before. */
    private boolean healthy() {
        try {
            return gateway.memberList()
                    .path("members")
                    .path(0)
                    .path("name")
                    .asText()
                    .equals(name(folder));
        } catch (LabException notYet) {
            return false;
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }

    void close() {
        part.kill();
        gateway.close();
    }
}
