package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Sends requests to one API server with the user's credentials, over TLS that is checked. */
final class ApiClient implements AutoCloseable {

    static final String JSON = "application/json";

    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ClientSettings settings;
    private final String server;
    private final HttpClient http;
    private final Patience patience;
    private final Distance distance;
    private final Reachability reachability;
    private final ApiProblems problems;

    private ApiClient(
            ClientSettings settings,
            HttpClient http,
            Patience patience,
            Distance distance,
            Reachability reachability,
            ApiProblems problems) {
        this.settings = settings;
        this.server = settings.server().toString();
        this.http = http;
        this.patience = patience;
        this.distance = distance;
        this.reachability = reachability;
        this.problems = problems;
    }

    /**
     * A client for a context; does not connect yet.
     *
     * @param waiting hears that the server is waited for
     * @throws Problem if the context cannot be used
     */
    static ApiClient of(Kubeconfig kubeconfig, Environment environment, Patience patience, Consumer<Problem> waiting) {
        ClientSettings settings = ClientSettings.of(kubeconfig, environment);
        return of(kubeconfig, settings, patience, Distance.to(settings.server().toString()), waiting);
    }

    /** The same, to a server whose distance is known. */
    static ApiClient of(
            Kubeconfig kubeconfig,
            ClientSettings settings,
            Patience patience,
            Distance distance,
            Consumer<Problem> waiting) {
        var problems = new ApiProblems(
                kubeconfig.contextName(),
                settings.server().toString(),
                settings.tls().clientCertificateEnds());
        HttpClient http = HttpClients.of(kubeconfig, settings, patience);
        return new ApiClient(settings, http, patience, distance, new Reachability(waiting), problems);
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
     * Sends one GET; once more only if the server refuses a login that can be renewed.
     *
     * @param path the path with its query, beginning with a slash
     * @param accept the media types that are understood
     * @param large whether the answer may be large, so that compressing it can pay
     * @return the beginning of the answer, whatever its status; to be closed
     * @throws IOException if no answer comes
     * @throws Problem if the user's credentials cannot be had or sent
     */
    ApiResponse get(String path, String accept, boolean large) throws IOException {
        Optional<String> shown = settings.login().authorization();
        ApiResponse response = send(path, accept, large, shown);
        if (response.status() == UNAUTHORIZED && shown.isPresent()) {
            try {
                if (!settings.login().renews(shown.get())) {
                    return response;
                }
            } catch (Problem | CancellationException e) {
                response.close();
                throw e;
            }
            response.close();
            return send(path, accept, large, settings.login().authorization());
        }
        return response;
    }

    private ApiResponse send(String path, String accept, boolean large, Optional<String> authorization)
            throws IOException {
        var request = http.newHttpRequestBuilder()
                .uri(URI.create(server + path))
                .header("Accept", accept)
                .timeout(patience.head().toMillis(), TimeUnit.MILLISECONDS);
        authorization.ifPresent(value -> request.header("Authorization", value));
        settings.impersonation().forEach(header -> request.header(header.name(), header.value()));
        settings.proxy()
                .flatMap(ProxyServer::authorization)
                .ifPresent(value -> request.header("Proxy-Authorization", value));
        if (large && distance.isFar()) {
            request.header("Accept-Encoding", "gzip");
        }
        var body = new BodyStream(patience.idle());
        long sent = System.nanoTime();
        HttpResponse<AsyncBody> response = sent(request.build(), body);
        if (response.code() == PROXY_AUTHENTICATION_REQUIRED) {
            if (response.body() != null) {
                response.body().cancel();
            }
            throw new ProxyLoginException();
        }
        if (response.body() == null) {
            throw new IOException("HTTP " + response.code());
        }
        reachability.answered();
        if (!large) {
            distance.took(Duration.ofNanos(System.nanoTime() - sent));
        }
        body.begin(response.body());
        InputStream plain = "gzip".equals(response.header("Content-Encoding")) ? unzipped(body) : body;
        return new ApiResponse(response.code(), retryAfter(response), plain);
    }

    private HttpResponse<AsyncBody> sent(HttpRequest request, BodyStream body) throws IOException {
        try {
            return await(http.consumeBytes(request, body));
        } catch (IllegalArgumentException e) {
            throw problems.unsendable();
        }
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
                case IllegalArgumentException unsendable -> throw unsendable;
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
