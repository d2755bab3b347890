package dev.jangada.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.pki.Authority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real etcd cluster on loopback, of any version and size, with TLS or without. Its folder, with logs, certificates and
 * data, is deleted when it is closed; all of it ends with this JVM.
 *
 * <p>{@link #prepare} gives a cluster whose addresses are known and of which nothing runs: a restore can make its data
 * directories, and {@link #start()} starts the servers on them.
 */
public final class EtcdCluster implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ROOT = "root";

    private final Path folder;
    private final EtcdVersion version;
    private final String token;
    private final Optional<EtcdTls> tls;
    private final List<EtcdMember> members = new ArrayList<>();
    private final String initialCluster;
    private @Nullable String password;

    private EtcdCluster(Path folder, EtcdOptions options) {
        this.folder = folder;
        this.version = options.version;
        this.token = options.token;
        this.tls = options.tls ? Optional.of(new EtcdTls(folder, options.serverNames)) : Optional.empty();
        String scheme = options.tls ? "https://127.0.0.1:" : "http://127.0.0.1:";
        List<Integer> ports = Ports.free(2 * options.members);
        var urls = new ArrayList<String>();
        for (int member = 0; member < options.members; member++) {
            urls.add("m" + (member + 1) + "=" + scheme + ports.get(2 * member));
        }
        this.initialCluster = String.join(",", urls);
        for (int member = 0; member < options.members; member++) {
            String client = scheme + ports.get(2 * member + 1);
            String peer = scheme + ports.get(2 * member);
            String name = "m" + (member + 1);
            Path data = options.dataDirectories.isEmpty()
                    ? folder.resolve(name)
                    : options.dataDirectories.get(member).toAbsolutePath();
            members.add(new EtcdMember(
                    folder,
                    name,
                    data,
                    peer,
                    command(name, data, client, peer, options.flags),
                    new EtcdGateway(client, tls.map(EtcdTls::context))));
        }
    }

    /** A cluster that does not run yet. */
    public static EtcdCluster prepare(Consumer<EtcdOptions> choices) {
        var options = new EtcdOptions();
        choices.accept(options);
        return new EtcdCluster(Run.newFolder("etcd-"), options);
    }

    /**
     * Starts a cluster and waits until all its members are ready.
     *
     * @throws LabException with the end of the log of the member that failed
     */
    public static EtcdCluster start(Consumer<EtcdOptions> choices) {
        for (int attempt = 1; ; attempt++) {
            EtcdCluster cluster = prepare(choices);
            try {
                cluster.start();
                return cluster;
            } catch (LabException e) {
                boolean another = attempt < ATTEMPTS && cluster.members.stream().anyMatch(EtcdMember::lostItsPort);
                cluster.close();
                if (!another) {
                    throw e;
                }
            }
        }
    }

    /** Starts all members on whatever their data directories hold, and waits until they are ready. */
    public void start() {
        members.forEach(EtcdMember::launch);
        members.forEach(EtcdMember::awaitReady);
    }

    private List<String> command(String name, Path data, String client, String peer, List<String> flags) {
        var command = new ArrayList<>(List.of(
                version.server().toString(),
                "--name=" + name,
                "--data-dir=" + data,
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=" + initialCluster,
                "--initial-cluster-token=" + token,
                "--logger=zap",
                "--log-level=info",
                "--quota-backend-bytes=8589934592"));
        if (version.knowsUnsafeNoFsync()) {
            command.add("--unsafe-no-fsync");
        }
        tls.ifPresent(files -> command.addAll(files.serverFlags()));
        command.addAll(flags);
        return command;
    }

    public EtcdVersion version() {
        return version;
    }

    /** Where the cluster keeps its files: {@code NAME.log}, certificates, data. */
    public Path folder() {
        return folder;
    }

    /** All members, in the order of their names. */
    public List<EtcdMember> members() {
        return List.copyOf(members);
    }

    /** A member by its number; the first is 0. */
    public EtcdMember member(int number) {
        return members.get(number);
    }

    /** The living member that leads; waits until there is one, for writes fail until then. */
    public EtcdMember leader() {
        var found = new AtomicReference<@Nullable EtcdMember>();
        Wait.until(
                PATIENCE,
                () -> {
                    found.set(members.stream()
                            .filter(EtcdCluster::leads)
                            .findFirst()
                            .orElse(null));
                    return found.get() != null;
                },
                () -> new LabException("no member leads in a minute"));
        return Objects.requireNonNull(found.get());
    }

    private static boolean leads(EtcdMember member) {
        if (!member.alive()) {
            return false;
        }
        try {
            JsonNode status = member.gateway().status();
            return status.path("leader")
                    .asText()
                    .equals(status.path("header").path("member_id").asText());
        } catch (LabException notNow) {
            return false;
        }
    }

    /** What the first member can be asked. */
    public EtcdGateway gateway() {
        return members.getFirst().gateway();
    }

    /** All members' addresses for clients, with commas between. */
    public String endpoints() {
        return members.stream().map(EtcdMember::endpoint).collect(Collectors.joining(","));
    }

    /** What {@code --initial-cluster} is for a restore: {@code m1=URL,m2=URL}. */
    public String initialCluster() {
        return initialCluster;
    }

    /** What {@code --initial-cluster-token} is for a restore. */
    public String token() {
        return token;
    }

    /** Signs this cluster's certificates; only with TLS. */
    public Authority authority() {
        return certificates().authority();
    }

    /** The context of a client that the cluster knows; only with TLS. */
    public SSLContext clientContext() {
        return certificates().context();
    }

    /** The authority's certificate as a PEM file; only with TLS. */
    public Path caFile() {
        return certificates().file("ca.crt");
    }

    /** A client's certificate as a PEM file; only with TLS. */
    public Path clientCertificateFile() {
        return certificates().file("client.crt");
    }

    /** That client's private key as a PEM file, PKCS #8; only with TLS. */
    public Path clientKeyFile() {
        return certificates().file("client.key");
    }

    private EtcdTls certificates() {
        return tls.orElseThrow(() -> new LabException("this etcd was started without TLS"));
    }

    /** Enables etcd's own authentication, with one user: {@code root}. */
    public void enableAuthentication(String rootPassword) {
        EtcdGateway first = gateway();
        var _ = first.call("/v3/auth/user/add", Json.object().put("name", ROOT).put("password", rootPassword));
        var _ = first.call("/v3/auth/role/add", Json.object().put("name", ROOT));
        var _ = first.call(
                "/v3/auth/user/grant", Json.object().put("user", ROOT).put("role", ROOT));
        var _ = first.call("/v3/auth/enable", Json.object());
        password = rootPassword;
        members.forEach(member -> member.gateway().login(ROOT, rootPassword));
    }

    /** Runs etcdctl of the cluster's version against all members, as root if authentication was enabled. */
    public CommandResult etcdctl(String... arguments) {
        return ctl(endpoints(), arguments);
    }

    /** Saves a snapshot of the first member by etcdctl. */
    public void snapshot(Path file) {
        snapshot(members.getFirst(), file);
    }

    /** Saves a snapshot of a member by etcdctl. */
    public void snapshot(EtcdMember member, Path file) {
        var _ = ctl(member.endpoint(), "snapshot", "save", file.toString()).orFail();
    }

    /**
     * The hash over a member's keys up to a revision, as members compare it with each other; by etcdctl.
     *
     * @param revision 0 stands for the current one
     */
    public HashKv hashKv(EtcdMember member, long revision) {
        String answer = ctl(member.endpoint(), "endpoint", "hashkv", "--rev=" + revision, "--write-out=json")
                .orFail();
        try {
            JsonNode hash = Json.mapper().readTree(answer).path(0).path("HashKV");
            return new HashKv(
                    hash.path("hash").asLong(), hash.path("compact_revision").asLong());
        } catch (JsonProcessingException e) {
            throw new LabException("etcdctl does not write JSON: " + answer, e);
        }
    }

    /**
     * A hash over a member's keys.
     *
     * @param hash CRC-32C
     * @param compactRevision what had been compacted, -1 for nothing; hashes are comparable only where it is equal
     */
    public record HashKv(long hash, long compactRevision) {}

    private CommandResult ctl(String endpoints, String... arguments) {
        var command = new ArrayList<>(List.of(version.etcdctl().toString(), "--endpoints=" + endpoints));
        tls.ifPresent(files -> command.addAll(files.clientFlags()));
        String known = password;
        if (known != null) {
            command.add("--user=" + ROOT + ":" + known);
        }
        command.addAll(List.of(arguments));
        return CommandResult.of(command, new byte[0]);
    }

    /**
     * Runs etcdutl of the cluster's version (etcdctl for 3.4), for example with {@code snapshot status FILE -w json}.
     */
    public CommandResult etcdutl(String... arguments) {
        var command = new ArrayList<>(List.of(version.etcdutl().toString()));
        command.addAll(List.of(arguments));
        return CommandResult.of(command, new byte[0]);
    }

    /** Makes the data directories of all members of a snapshot, by etcd's own tool; nothing may run yet. */
    public void restore(Path snapshot, String... moreFlags) {
        for (EtcdMember member : members) {
            var arguments = new ArrayList<>(List.of(
                    "snapshot",
                    "restore",
                    snapshot.toString(),
                    "--name=" + member.name(),
                    "--data-dir=" + member.dataDirectory(),
                    "--initial-cluster=" + initialCluster,
                    "--initial-cluster-token=" + token,
                    "--initial-advertise-peer-urls=" + member.peerUrl()));
            arguments.addAll(List.of(moreFlags));
            var _ = etcdutl(arguments.toArray(String[]::new)).orFail();
        }
    }

    /** Ends all members and deletes the folder; data directories that a test has named itself are left. */
    @Override
    public void close() {
        members.forEach(EtcdMember::close);
        Run.close(folder);
    }
}
