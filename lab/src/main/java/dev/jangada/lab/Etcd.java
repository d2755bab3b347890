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

    private final Path folder;
    private final List<String> flags;
    private final boolean detached;
    private final int port;
    private final int peerPort;
    private final EtcdGateway gateway;
    private Path data;
    private Part part;

    private Etcd(Path folder, Options options, boolean detached) {
        this.folder = folder;
        this.flags = List.copyOf(options.etcdFlags);
        this.detached = detached;
        this.port = Ports.free();
        this.peerPort = Ports.free();
        this.gateway = new EtcdGateway(endpoint(), Optional.empty());
        this.data = folder.resolve("etcd");
        this.part = launch();
    }

    static Etcd start(Path folder, Options options, boolean detached) {
        for (int attempt = 1; ; attempt++) {
            var etcd = new Etcd(folder, options, detached);
            etcd.awaitHealthy();
            if (etcd.part.alive()) {
                return etcd;
            }
            if (attempt == ATTEMPTS || !etcd.part.lostItsPort()) {
                throw etcd.part.failure("has ended");
            }
        }
    }

    private Part launch() {
        var command = new ArrayList<>(List.of(
                "--name=" + name(),
                "--data-dir=" + data,
                "--listen-client-urls=" + endpoint(),
                "--advertise-client-urls=" + endpoint(),
                "--listen-peer-urls=" + peerUrl(),
                "--initial-advertise-peer-urls=" + peerUrl(),
                "--initial-cluster=" + initialCluster(),
                "--unsafe-no-fsync",
                "--quota-backend-bytes=8589934592",
                "--log-level=warn"));
        command.addAll(flags);
        return Part.start(folder, "etcd", command, detached);
    }

    private void awaitHealthy() {
        Part launched = part;
        Wait.until(
                PATIENCE, () -> !launched.alive() || healthy(), () -> launched.failure("is not healthy in a minute"));
    }

    /** {@code http://127.0.0.1:PORT}, for clients. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** The member's name, which a restored data directory has to be of. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** What {@code --initial-advertise-peer-urls} is for a restore. */
    public String peerUrl() {
        return "http://127.0.0.1:" + peerPort;
    }

    /** What {@code --initial-cluster} is for a restore: {@code NAME=URL}. */
    public String initialCluster() {
        return name() + "=" + peerUrl();
    }

    /** The data directory. */
    public Path dataDirectory() {
        return data;
    }

    /** Asks the member to end and waits until it has; its clients try again until it is back. */
    public void stop() {
        part.stop();
    }

    /**
     * Starts the member at the same addresses on another data directory, for example a restored one, and waits until it
     * serves. The one that it had stays as it is.
     *
     * @throws LabException with the end of its log, if it does not take the data
     */
    public void restartOn(Path dataDirectory) {
        part.kill();
        data = dataDirectory;
        part = launch();
        awaitHealthy();
        if (!part.alive()) {
            throw part.failure("has ended");
        }
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
                    .equals(name());
        } catch (LabException notYet) {
            return false;
        }
    }

    void close() {
        part.kill();
        gateway.close();
    }
}
