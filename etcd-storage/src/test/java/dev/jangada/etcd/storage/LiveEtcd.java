package dev.jangada.etcd.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Parts;
import dev.jangada.lab.Ports;
import dev.jangada.lab.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real etcd member on loopback with a data directory of the test's choice, spoken to by its JSON gateway. */
public final class LiveEtcd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String part;
    private final String name;
    private final Path data;
    private final int clientPort;
    private final String peerUrl;
    private final String cluster;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Thread endsWithTheTest = new Thread(this::kill);
    private Process process;

    private LiveEtcd(String part, String name, Path data, String peerUrl, String cluster) {
        this.part = part;
        this.name = name;
        this.data = data;
        this.clientPort = Ports.free();
        this.peerUrl = peerUrl;
        this.cluster = cluster;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(endsWithTheTest);
    }

    /**
     * Starts a member; whether it is healthy is for {@link #awaitHealthy}.
     *
     * @param part the server, as {@code lab/parts} names it
     * @param cluster {@code NAME=URL,…} of all members
     */
    public static LiveEtcd start(String part, String name, Path data, String peerUrl, String cluster) {
        return new LiveEtcd(part, name, data, peerUrl, cluster);
    }

    /** Starts a cluster of one new member. */
    public static LiveEtcd startNew(String part, Path data) {
        String peer = "http://127.0.0.1:" + Ports.free();
        LiveEtcd etcd = start(part, "m1", data, peer, "m1=" + peer);
        etcd.awaitHealthy();
        return etcd;
    }

    private Process launch() {
        String client = "http://127.0.0.1:" + clientPort;
        try {
            return new ProcessBuilder(
                            Parts.path(part).toString(),
                            "--name=" + name,
                            "--data-dir=" + data,
                            "--listen-client-urls=" + client,
                            "--advertise-client-urls=" + client,
                            "--listen-peer-urls=" + peerUrl,
                            "--initial-advertise-peer-urls=" + peerUrl,
                            "--initial-cluster=" + cluster,
                            "--initial-cluster-token=t",
                            "--unsafe-no-fsync",
                            "--log-level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /** Waits until the member answers a read that needs the agreement of the cluster. */
    public void awaitHealthy() {
        Wait.until(PATIENCE, () -> !process.isAlive() || healthy(), () -> failure("is not healthy in a minute"));
        if (!process.isAlive()) {
            throw failure("has ended");
        }
    }

    private boolean healthy() {
        try {
            return call("/v3/kv/range", Json.object().put("key", base64("none")))
                    .has("header");
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    private IllegalStateException failure(String what) {
        try {
            return new IllegalStateException(part + " " + what + ":\n" + Files.readString(log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls the gateway; throws {@link IllegalStateException} if etcd does not answer 200. */
    public ObjectNode call(String path, ObjectNode request) {
        try {
            return (ObjectNode) Json.mapper().readTree(post(path, request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T post(String path, ObjectNode request, HttpResponse.BodyHandler<T> handler) {
        try {
            HttpResponse<T> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + clientPort + path))
                            .timeout(Duration.ofSeconds(20))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(request)))
                            .build(),
                    handler);
            if (response.statusCode() != 200) {
                String body = response.body() instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
                throw new IllegalStateException(response.statusCode() + " to " + path + ": " + body);
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts a key. */
    public void put(String key, String value) {
        call("/v3/kv/put", Json.object().put("key", base64(key)).put("value", base64(value)));
    }

    /** Deletes a key. */
    public void delete(String key) {
        call("/v3/kv/deleterange", Json.object().put("key", base64(key)));
    }

    /** Every key as {@code KEY=VALUE create/mod/version/lease}, in order. */
    public List<String> keys() {
        var keys = new ArrayList<String>();
        String all = Base64.getEncoder().encodeToString(new byte[1]);
        for (JsonNode each : call("/v3/kv/range", Json.object().put("key", all).put("range_end", all))
                .path("kvs")) {
            keys.add("%s=%s %d/%d/%d/%d"
                    .formatted(
                            text(each, "key"),
                            text(each, "value"),
                            each.path("create_revision").asLong(),
                            each.path("mod_revision").asLong(),
                            each.path("version").asLong(),
                            each.path("lease").asLong()));
        }
        return keys;
    }

    private static String text(JsonNode node, String field) {
        return new String(Base64.getDecoder().decode(node.path(field).asText("")), StandardCharsets.UTF_8);
    }

    /** The server's HashKV at a revision, 0 for the current one; by etcdctl, because 3.4's gateway does not have it. */
    public JsonNode hashKv(long revision) {
        try {
            Process process = new ProcessBuilder(
                            Parts.path("etcdctl").toString(),
                            "--endpoints=127.0.0.1:" + clientPort,
                            "--write-out=json",
                            "endpoint",
                            "hashkv",
                            "--rev=" + revision)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Json.mapper()
                    .readTree(process.getInputStream().readAllBytes())
                    .path(0)
                    .path("HashKV");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The current revision. */
    public long revision() {
        return call("/v3/kv/range", Json.object().put("key", base64("none")))
                .path("header")
                .path("revision")
                .asLong();
    }

    /** Writes a snapshot, as etcdctl does: what the stream brings, the checksum at its end included. */
    public Path snapshot(Path file) {
        try (InputStream stream =
                        post("/v3/maintenance/snapshot", Json.object(), HttpResponse.BodyHandlers.ofInputStream());
                var out = Files.newOutputStream(file);
                var parts = Json.mapper().readerFor(JsonNode.class).<JsonNode>readValues(stream)) {
            while (parts.hasNext()) {
                out.write(Base64.getDecoder()
                        .decode(parts.next().path("result").path("blob").asText("")));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What etcd's keys are in JSON. */
    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the server as a power cut does. */
    public void kill() {
        process.destroyForcibly();
        boolean ended = process.onExit().orTimeout(30, TimeUnit.SECONDS).join() != null;
        if (!ended) {
            throw failure("does not die");
        }
    }

    /** Starts it again after {@link #kill}. */
    public void startAgain() {
        process = launch();
        awaitHealthy();
    }

    @Override
    public void close() {
        kill();
        http.close();
        Runtime.getRuntime().removeShutdownHook(endsWithTheTest);
    }
}
