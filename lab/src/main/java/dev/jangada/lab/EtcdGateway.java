package dev.jangada.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One etcd member through its JSON gateway, for tests to fill it and to look at it. Keys are UTF-8 text, values bytes;
 * what etcd does not do is a {@link LabException}. HashKV is not here: the gateway of 3.4 does not serve it.
 */
public final class EtcdGateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String endpoint;
    private final HttpClient http;
    private volatile @Nullable String token;

    EtcdGateway(String endpoint, Optional<SSLContext> tls) {
        this.endpoint = endpoint;
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10));
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** {@code http://127.0.0.1:PORT} or {@code https://127.0.0.1:PORT}. */
    public String endpoint() {
        return endpoint;
    }

    /** Puts one key; gives the new revision. */
    public long put(String key, byte[] value) {
        return revisionOf(call("/v3/kv/put", key(key).put("value", base64(value))));
    }

    /**
     * Puts keys in one transaction; gives the new revision.
     *
     * @param values at most 128 keys and 1.5 MiB, as etcd's limits are
     */
    public long put(Map<String, byte[]> values) {
        ObjectNode transaction = Json.object();
        var puts = transaction.putArray("success");
        values.forEach((key, value) -> puts.addObject()
                .putObject("request_put")
                .put("key", base64(key))
                .put("value", base64(value)));
        return revisionOf(call("/v3/kv/txn", transaction));
    }

    /** Puts a key that goes when its lease does. */
    public long put(String key, byte[] value, long lease) {
        return revisionOf(
                call("/v3/kv/put", key(key).put("value", base64(value)).put("lease", lease)));
    }

    /** Deletes one key, if it is there; gives the new revision. */
    public long delete(String key) {
        return revisionOf(call("/v3/kv/deleterange", key(key)));
    }

    /** The value of a key now. */
    public Optional<byte[]> get(String key) {
        return value(call("/v3/kv/range", key(key)));
    }

    /** The value of a key at a revision that is not compacted. */
    public Optional<byte[]> get(String key, long revision) {
        return value(call("/v3/kv/range", key(key).put("revision", revision)));
    }

    /** The current revision. */
    public long revision() {
        return revisionOf(call("/v3/kv/range", key("/").put("keys_only", true)));
    }

    /** How many keys there are under a prefix. */
    public long count(String prefix) {
        return call("/v3/kv/range", prefix(prefix).put("count_only", true))
                .path("count")
                .asLong();
    }

    /** All keys under a prefix with their revisions, as the gateway writes them: {@code kvs} in base64. */
    public ObjectNode range(String prefix) {
        return call("/v3/kv/range", prefix(prefix));
    }

    /** Forgets every revision before this one, on the disk too when this returns. */
    public void compact(long revision) {
        var _ = call(
                "/v3/kv/compaction", Json.object().put("revision", revision).put("physical", true));
    }

    /** Grants a lease of so many seconds; gives its id. */
    public long lease(int seconds) {
        return call("/v3/lease/grant", Json.object().put("TTL", seconds))
                .path("ID")
                .asLong();
    }

    /** Ends a lease, and its keys with it. */
    public void revoke(long lease) {
        var _ = call("/v3/lease/revoke", Json.object().put("ID", lease));
    }

    /** Rewrites the member's database without its free pages. */
    public void defragment() {
        var _ = call("/v3/maintenance/defragment", Json.object());
    }

    /** The member's state: {@code version}, {@code dbSize}, {@code leader}, {@code raftIndex} … */
    public ObjectNode status() {
        return call("/v3/maintenance/status", Json.object());
    }

    /** The cluster's members: {@code members}. */
    public ObjectNode memberList() {
        return call("/v3/cluster/member/list", Json.object());
    }

    /** The alarms that are raised: {@code alarms}. */
    public ObjectNode alarms() {
        return call("/v3/maintenance/alarm", Json.object().put("action", "GET"));
    }

    /**
     * Raises an alarm as the member itself would.
     *
     * @param alarm {@code NOSPACE} or {@code CORRUPT}
     */
    public void raise(String alarm) {
        var _ = call("/v3/maintenance/alarm", alarm("ACTIVATE", alarm));
    }

    /** Takes an alarm of this member back. */
    public void disarm(String alarm) {
        var _ = call("/v3/maintenance/alarm", alarm("DEACTIVATE", alarm));
    }

    private ObjectNode alarm(String action, String alarm) {
        String self = status().path("header").path("member_id").asText();
        return Json.object().put("action", action).put("memberID", self).put("alarm", alarm);
    }

    /** Says from now on who it is; needed once etcd's authentication is enabled. */
    public void login(String user, String password) {
        // One that the member no longer knows would be refused here too.
        token = null;
        token = call("/v3/auth/authenticate", Json.object().put("name", user).put("password", password))
                .path("token")
                .asText();
    }

    /**
     * Calls the gateway.
     *
     * @param path for example {@code /v3/kv/range}
     * @param request the request; keys and values in base64
     * @throws LabException if etcd does not answer 200
     */
    public ObjectNode call(String path, ObjectNode request) {
        var builder = HttpRequest.newBuilder(URI.create(endpoint + path))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(request)));
        String known = token;
        if (known != null) {
            builder.header("Authorization", known);
        }
        try {
            HttpResponse<byte[]> response = http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
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

    private static ObjectNode key(String key) {
        return Json.object().put("key", base64(key));
    }

    private static ObjectNode prefix(String prefix) {
        char[] end = prefix.toCharArray();
        end[end.length - 1]++;
        return key(prefix).put("range_end", base64(new String(end)));
    }

    private static long revisionOf(ObjectNode answer) {
        return answer.path("header").path("revision").asLong();
    }

    private static Optional<byte[]> value(ObjectNode answer) {
        return answer.path("kvs").isEmpty()
                ? Optional.empty()
                : Optional.of(Base64.getDecoder()
                        .decode(answer.path("kvs").path(0).path("value").asText()));
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        http.close();
    }
}
