package dev.jangada.kube.cluster;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;

/** Answers as a real API server cannot be made to at will: with storms of 429, lists cut in the middle, old discovery. */
final class FakeApiServer implements AutoCloseable {

    static final String CONFIG_MAPS = "/api/v1/configmaps";

    /** One kind, as aggregated discovery describes it. */
    static final String CORE = """
            {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1","resources":[
            {"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced",
             "singularResource":"configmap","shortNames":["cm"],"verbs":["create","get","list"]}]}]}]}""";

    record Request(String path, Map<String, String> query, Headers headers) {
        String parameter(String name) {
            return query.getOrDefault(name, "");
        }
    }

    /**
     * An answer.
     *
     * @param sent how many bytes of the body are sent before the connection breaks; all of them if it is not smaller
     * @param stalls whether nothing more comes instead, and the connection stays
     */
    record Reply(int status, Map<String, String> headers, String body, int sent, boolean stalls) {
        static Reply of(int status, String body) {
            return of(status, Map.of(), body);
        }

        static Reply of(int status, Map<String, String> headers, String body) {
            return new Reply(status, headers, body, Integer.MAX_VALUE, false);
        }

        /** The body as it is sent: compressed if the headers say so. */
        byte[] bytes() throws IOException {
            byte[] plain = body.getBytes(StandardCharsets.UTF_8);
            if (!"gzip".equals(headers.get("Content-Encoding"))) {
                return plain;
            }
            var compressed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(compressed)) {
                gzip.write(plain);
            }
            return compressed.toByteArray();
        }

        Reply cutAfter(int bytes) {
            return new Reply(status, headers, body, bytes, false);
        }

        Reply stalledAfter(int bytes) {
            return new Reply(status, headers, body, bytes, true);
        }
    }

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<Request, Optional<Reply>> answers;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> serverNames = new CopyOnWriteArrayList<>();

    private FakeApiServer(HttpServer server, String scheme, Function<Request, Optional<Reply>> answers) {
        this.server = server;
        this.scheme = scheme;
        this.answers = answers;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A server that answers lists of ConfigMaps by a function, and knows no other kind. */
    static FakeApiServer ofLists(Function<Request, Reply> lists) {
        return of(request -> request.path().equals(CONFIG_MAPS) ? Optional.of(lists.apply(request)) : Optional.empty());
    }

    /** The same of another version than 1.30. */
    static FakeApiServer ofLists(String version, Function<Request, Reply> lists) {
        return of(request -> switch (request.path()) {
            case CONFIG_MAPS -> Optional.of(lists.apply(request));
            case "/version" -> Optional.of(Reply.of(200, "{\"gitVersion\":\"%s\"}".formatted(version)));
            default -> Optional.empty();
        });
    }

    /** A server that answers by a function; what that leaves empty is answered as a server with one kind would. */
    static FakeApiServer of(Function<Request, Optional<Reply>> answers) {
        try {
            return new FakeApiServer(HttpServer.create(anyPort(), 0), "http", answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that answers as one with one kind would, over TLS. */
    static FakeApiServer overTls(SSLContext context) {
        return overTls(context, request -> Optional.empty());
    }

    /** The same, but what a function answers. */
    static FakeApiServer overTls(SSLContext context, Function<Request, Optional<Reply>> answers) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return new FakeApiServer(server, "https", answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Every request of a list so far. */
    List<Request> listRequests() {
        return requests.stream()
                .filter(request -> request.path().equals(CONFIG_MAPS))
                .toList();
    }

    /** Every request so far. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The names that clients asked for when they connected over TLS. */
    List<String> serverNames() {
        return List.copyOf(serverNames);
    }

    /** A kubeconfig for this server. */
    KubeAccess access(Path folder) {
        return access(folder, url(), "");
    }

    /**
     * A kubeconfig with one context.
     *
     * @param user what the user's entry holds, in YAML's short form
     */
    static KubeAccess access(Path folder, String url, String user) {
        Path file = folder.resolve("kubeconfig");
        try {
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: fake
                    clusters: [{name: c, cluster: {server: "%s"}}]
                    users: [{name: u, user: {%s}}]
                    contexts: [{name: fake, context: {cluster: c, user: u, namespace: shop}}]
                    """.formatted(url, user));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KubeAccess(Optional.of(file), Optional.empty(), "live");
    }

    private void handle(HttpExchange exchange) {
        var request = new Request(
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders());
        requests.add(request);
        if (exchange instanceof HttpsExchange secure && secure.getSSLSession() instanceof ExtendedSSLSession session) {
            session.getRequestedServerNames()
                    .forEach(name -> serverNames.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
        }
        Reply reply = answers.apply(request).orElseGet(() -> usual(request));
        try (exchange) {
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = reply.bytes();
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, Math.min(reply.sent(), body.length));
            out.flush();
            if (reply.stalls()) {
                var _ = closed.await(20, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The client has gone away, or the answer was cut as asked.
            System.getLogger("fake").log(System.Logger.Level.DEBUG, "answer ended early", e);
        }
    }

    private static Reply usual(Request request) {
        return switch (request.path()) {
            case "/version" -> Reply.of(200, "{\"gitVersion\":\"v1.30.0\"}");
            case "/api" -> Reply.of(200, CORE);
            case "/apis" -> Reply.of(200, "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[]}");
            default -> Reply.of(404, status(404, "not found", ""));
        };
    }

    static String status(int code, String message, String continueToken) {
        return "{\"kind\":\"Status\",\"code\":%d,\"message\":\"%s\",\"metadata\":{\"continue\":\"%s\"}}"
                .formatted(code, message, continueToken);
    }

    private static Map<String, String> query(String raw) {
        var query = new LinkedHashMap<String, String>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
