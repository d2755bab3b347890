package dev.jangada.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One etcd member on loopback, without TLS; it does not sync to disk, for speed. */
public final class Etcd {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 5;

    private final Part part;
    private final Path folder;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Etcd(Part part, Path folder, int port) {
        this.part = part;
        this.folder = folder;
        this.port = port;
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
        call("/v3/kv/compaction", Json.object().put("revision", revision()).put("physical", true));
    }

    /** The current revision. */
    public long revision() {
        return call("/v3/kv/range", Json.object().put("key", base64("/")).put("keys_only", true))
                .path("header")
                .path("revision")
                .asLong();
    }

    /** How many keys there are under a prefix. */
    public long count(String prefix) {
        char[] end = prefix.toCharArray();
        end[end.length - 1]++;
        return call(
                        "/v3/kv/range",
                        Json.object()
                                .put("key", base64(prefix))
                                .put("range_end", base64(new String(end)))
                                .put("count_only", true))
                .path("count")
                .asLong();
    }

    /**
     * Puts keys in one transaction.
     *
     * @param values at most 128 keys and 1.5 MiB, as etcd's limits are
     */
    public void put(Map<String, byte[]> values) {
        ObjectNode transaction = Json.object();
        var puts = transaction.putArray("success");
        values.forEach((key, value) -> puts.addObject()
                .putObject("request_put")
                .put("key", base64(key))
                .put("value", Base64.getEncoder().encodeToString(value)));
        var _ = call("/v3/kv/txn", transaction);
    }

    /**
     * Calls etcd's JSON gateway.
     *
     * @param path for example {@code /v3/kv/range}
     * @param request the request; keys and values in base64
     * @throws LabException if etcd does not answer 200
     */
    public ObjectNode call(String path, ObjectNode request) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(URI.create(endpoint() + path))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(request)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new LabException("etcd answers " + response.statusCode() + " to " + path + ": "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return (ObjectNode) Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new LabException("etcd does not answer " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while asking etcd", e);
        }
    }

    /** Whether the member that answers is this one: another lab's may have been given the port just before. */
    private boolean healthy() {
        try {
            return call("/v3/cluster/member/list", Json.object())
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

    private static String base64(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    void close() {
        part.kill();
        http.close();
    }
}
