package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** Sends requests to one API server with the user's credentials, over TLS that is checked. */
final class ApiClient implements AutoCloseable {

    static final String JSON = "application/json";

    /** A round trip longer than this is no local network; there, bytes are dearer than the server's time. */
    private static final Duration FAR = Duration.ofMillis(20);

    private final String server;
    private final boolean loopback;
    private final HttpClient http;
    private final Patience patience;
    private final Reachability reachability;
    private final ApiProblems problems;
    private volatile Duration roundTrip = Duration.ofDays(1);

    private ApiClient(
            String server, HttpClient http, Patience patience, Reachability reachability, ApiProblems problems) {
        this.server = server;
        this.loopback = Loopback.is(server);
        this.http = http;
        this.patience = patience;
        this.reachability = reachability;
        this.problems = problems;
    }

    /**
     * A client for a context; does not connect yet.
     *
     * @param waiting hears, once, that the server is waited for
     * @throws Problem if certificates or keys cannot be read
     */
    static ApiClient of(Kubeconfig kubeconfig, Environment environment, Patience patience, Consumer<Problem> waiting) {
        ClientSettings.Result settings = ClientSettings.of(kubeconfig, environment);
        Config config = settings.config();
        config.setConnectionTimeout((int) patience.connect().toMillis());
        // The library would repeat requests by itself; that is decided here, where a list knows what it has.
        config.setRequestRetryBackoffLimit(0);
        config.setUserAgent("jangada/" + version());
        // One connection per list: with HTTP/2 all lists share one, and one thread for its TLS
        // (docs/design/capture.md).
        config.setHttp2Disable(true);
        String server = config.getMasterUrl().replaceAll("/+$", "");
        try {
            TlsSettings tls = settings.tls();
            HttpClient http = new Factory()
                    .newBuilder(config)
                    .sslContext(
                            tls.keys().toArray(KeyManager[]::new), tls.trusted().toArray(TrustManager[]::new))
                    .build();
            var reachability = new Reachability(waiting);
            return new ApiClient(
                    server, http, patience, reachability, new ApiProblems(server, tls.clientCertificateEnds()));
        } catch (RuntimeException e) {
            throw new Problem(
                    e, ExitCode.FAILED, ClusterMessage.BAD_CREDENTIALS, kubeconfig.contextName(), rootMessage(e));
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static String version() {
        String version = ApiClient.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Follows no redirect: the API server sends none, and credentials must not go where another server points. */
    private static final class Factory extends JdkHttpClientFactory {
        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            builder.followRedirects(java.net.http.HttpClient.Redirect.NEVER);
        }
    }

    /** The address of the API server, without a slash at the end. */
    String server() {
        return server;
    }

    /** Counts the tries of a new piece of work. */
    Retries retries() {
        return new Retries(patience, reachability);
    }

    ApiProblems problems() {
        return problems;
    }

    /**
     * Sends one GET, once.
     *
     * @param path the path with its query, beginning with a slash
     * @param accept the media types that are understood
     * @param large whether the answer may be large, so that compressing it can pay
     * @return the beginning of the answer, whatever its status; to be closed
     * @throws IOException if no answer comes
     */
    ApiResponse get(String path, String accept, boolean large) throws IOException {
        var request = http.newHttpRequestBuilder()
                .uri(URI.create(server + path))
                .header("Accept", accept)
                .timeout(patience.head().toMillis(), TimeUnit.MILLISECONDS);
        if (large && !loopback && roundTrip.compareTo(FAR) > 0) {
            request.header("Accept-Encoding", "gzip");
        }
        var body = new BodyStream(patience.idle());
        long sent = System.nanoTime();
        HttpResponse<AsyncBody> response = await(http.consumeBytes(request.build(), body));
        reachability.answered();
        if (!large) {
            Duration took = Duration.ofNanos(System.nanoTime() - sent);
            roundTrip = took.compareTo(roundTrip) < 0 ? took : roundTrip;
        }
        body.begin(response.body());
        InputStream plain = "gzip".equals(response.header("Content-Encoding")) ? unzipped(body) : body;
        return new ApiResponse(response.code(), retryAfter(response), plain);
    }

    private static InputStream unzipped(InputStream body) throws IOException {
        try {
            return new GZIPInputStream(body, 1 << 16);
        } catch (IOException e) {
            body.close();
            throw e;
        }
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the API server");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case Problem problem -> throw problem;
                case KubernetesClientException failure
                when failure.getCause() instanceof IOException cause -> throw cause;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        String seconds = response.header("Retry-After");
        return seconds != null && seconds.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }

    /**
     * The whole body of a small document.
     *
     * @throws StatusFailure if the server answers with something else than success
     * @throws Problem if the server does not answer
     */
    byte[] fetch(String path, String accept, Asking asking) throws StatusFailure {
        var retries = new Retries(asking.patience(patience), reachability);
        while (true) {
            try (ApiResponse response = get(path, accept, false)) {
                if (response.ok()) {
                    return response.body().readAllBytes();
                }
                StatusFailure failure = response.failure();
                if (!asking.outlasts(failure) || !retries.again(failure, problems.of(failure, path))) {
                    throw failure;
                }
            } catch (IOException e) {
                Problem why = problems.of(e);
                if (asking != Asking.READING || !problems.passes(e) || !retries.againWithoutAnswer(why)) {
                    throw why;
                }
            }
        }
    }

    /** The same as a tree. */
    JsonNode fetchTree(String path, String accept, Asking asking) throws StatusFailure {
        byte[] body = fetch(path, accept, asking);
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, ClusterMessage.NOT_AN_API_SERVER, server, path);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
