package dev.jangada.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** A small JSON client of the Kubernetes API, for tests to put things into a cluster and look at them. */
public final class Api implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String JSON = "application/json";

    private final String server;
    private final HttpClient http;
    private final Resources resources = new Resources(this);

    /**
     * A client.
     *
     * @param server {@code https://HOST:PORT}
     * @param context the certificate to show and the authority to trust
     */
    public Api(String server, SSLContext context) {
        this.server = server;
        this.http = HttpClient.newBuilder()
                .sslContext(context)
                // One connection per request under way: the server works on them in parallel without HTTP/2's windows.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** {@code https://HOST:PORT}. */
    public String server() {
        return server;
    }

    /** What the server serves, and where. */
    public Resources resources() {
        return resources;
    }

    /** The bytes at a path. */
    public byte[] bytes(String path) {
        return send("GET", path, null, JSON).orFail("GET " + path);
    }

    /** The JSON at a path. */
    public ObjectNode get(String path) {
        return object(bytes(path));
    }

    /** Whether the server answers a path with 200; no answer at all is a no. */
    public boolean answers(String path) {
        try {
            return exchange("GET", path, null, JSON).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Creates an object; gives what the server made of it. */
    public ObjectNode post(String path, JsonNode body) {
        return object(send("POST", path, Json.bytes(body), JSON).orFail("POST " + path));
    }

    /** Replaces an object. */
    public ObjectNode put(String path, JsonNode body) {
        return object(send("PUT", path, Json.bytes(body), JSON).orFail("PUT " + path));
    }

    /** Changes an object by a JSON merge patch (RFC 7386). */
    public ObjectNode patch(String path, JsonNode patch) {
        return object(send("PATCH", path, Json.bytes(patch), "application/merge-patch+json")
                .orFail("PATCH " + path));
    }

    /** Deletes an object or, at a collection's path, all of them. */
    public void delete(String path) {
        var _ = send("DELETE", path, null, JSON).orFail("DELETE " + path);
    }

    /**
     * Watches.
     *
     * @param path path and query, with {@code watch=true} and the resourceVersion to go on from
     * @throws LabException if the server refuses, for example because it no longer knows what came after that version
     */
    public Watch watch(String path) {
        try {
            HttpResponse<InputStream> response =
                    request("GET", path, null, JSON, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return new Watch(response.body());
            }
            try (InputStream body = response.body()) {
                var _ = new Answer(response.statusCode(), body.readAllBytes()).orFail("GET " + path);
                throw new LabException(response.statusCode() + " is no answer to a watch");
            }
        } catch (IOException e) {
            throw new LabException(server + " does not answer GET " + path, e);
        }
    }

    /**
     * Sends any request.
     *
     * @param path path and query
     * @param body the body, or null for none
     * @param contentType what the body is
     * @throws LabException if the server does not answer
     */
    public Answer send(
            String method, String path, byte @org.jspecify.annotations.Nullable [] body, String contentType) {
        try {
            return exchange(method, path, body, contentType);
        } catch (IOException e) {
            throw new LabException(server + " does not answer " + method + " " + path, e);
        }
    }

    private Answer exchange(String method, String path, byte @org.jspecify.annotations.Nullable [] body, String type)
            throws IOException {
        HttpResponse<byte[]> response = request(method, path, body, type, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> request(
            String method,
            String path,
            byte @org.jspecify.annotations.Nullable [] body,
            String type,
            HttpResponse.BodyHandler<T> handler)
            throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while asking " + server, e);
        }
    }

    static ObjectNode object(byte[] body) {
        try {
            return (ObjectNode) Json.mapper().readTree(body);
        } catch (IOException e) {
            throw new LabException("the server's answer is not JSON", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
