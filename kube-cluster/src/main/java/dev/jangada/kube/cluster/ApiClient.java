package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/** Sends requests to one API server with the user's credentials, over TLS that is checked. */
final class ApiClient implements AutoCloseable {

    static final String JSON = "application/json";

    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ClientSettings settings;
    private final String server;
    private final CloseableHttpClient http;
    private final HttpHost host;
    private final String prefix;
    private final Patience patience;
    private final Distance distance;
    private final Reachability reachability;
    private final ApiProblems problems;

    private ApiClient(
            ClientSettings settings,
            CloseableHttpClient http,
            Patience patience,
            Distance distance,
            Reachability reachability,
            ApiProblems problems) {
        this.settings = settings;
        this.server = settings.server().toString();
        this.http = http;
        URI address = settings.server();
        this.host = new HttpHost(address.getScheme(), ServerAddress.host(address), address.getPort());
        this.prefix = Optional.ofNullable(address.getRawPath()).orElse("");
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
        return new ApiClient(
                settings, HttpClients.of(settings, patience), patience, distance, new Reachability(waiting), problems);
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
        var request = new BasicClassicHttpRequest("GET", host, prefix + path);
        request.addHeader("Accept", accept);
        authorization.ifPresent(value -> request.addHeader("Authorization", value));
        settings.impersonation().forEach(header -> request.addHeader(header.name(), header.value()));
        if (large && distance.isFar()) {
            request.addHeader("Accept-Encoding", "gzip");
        }
        long sent = System.nanoTime();
        CloseableHttpResponse response = execute(request);
        try {
            if (response.getCode() == PROXY_AUTHENTICATION_REQUIRED) {
                throw new ProxyLoginException();
            }
            reachability.answered();
            if (!large) {
                distance.took(Duration.ofNanos(System.nanoTime() - sent));
            }
            return new ApiResponse(response.getCode(), retryAfter(response), body(response), response);
        } catch (IOException e) {
            response.close(CloseMode.IMMEDIATE);
            throw e;
        }
    }

    /** A connection that was idle may have been closed meanwhile, which shows only when it is used. */
    private CloseableHttpResponse execute(ClassicHttpRequest request) throws IOException {
        try {
            return (CloseableHttpResponse) http.executeOpen(host, request, null);
        } catch (NoHttpResponseException | ConnectionClosedException | SocketException e) {
            if (e instanceof ConnectException || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return (CloseableHttpResponse) http.executeOpen(host, request, null);
        }
    }

    private static InputStream body(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return InputStream.nullInputStream();
        }
        return "gzip".equals(entity.getContentEncoding())
                ? new GZIPInputStream(entity.getContent(), 1 << 16)
                : entity.getContent();
    }

    private static Optional<Duration> retryAfter(HttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        String seconds = header == null ? "" : header.getValue();
        return seconds.matches("\\d{1,9}")
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
        http.close(CloseMode.GRACEFUL);
    }
}
