package dev.jangada.kube.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/** Sends requests to one API server with the user's credentials, over TLS that is checked. */
public final class ApiClient implements AutoCloseable {

    public static final String JSON = "application/json";

    /** Whatever the server has. */
    public static final String ANY = "*/*";

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
    public static ApiClient of(
            Kubeconfig kubeconfig, Environment environment, Patience patience, Consumer<Problem> waiting) {
        ClientSettings settings = ClientSettings.of(kubeconfig, environment);
        return of(kubeconfig, settings, patience, Distance.to(settings.server().toString()), waiting);
    }

    /** The same, to a server whose distance is known. */
    public static ApiClient of(
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
    public String server() {
        return server;
    }

    /** Counts the tries of a new piece of work. */
    public Retries retries() {
        return new Retries(patience, reachability);
    }

    /** The same with another patience than usual. */
    public Retries retries(Duration total) {
        return new Retries(patience.withTotal(total), reachability);
    }

    public ApiProblems problems() {
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
    public ApiResponse get(String path, String accept, boolean large) throws IOException {
        return loggedIn(authorization -> {
            BasicClassicHttpRequest request = request("GET", path, accept, authorization);
            if (large && distance.isFar()) {
                request.addHeader("Accept-Encoding", "gzip");
            }
            long sent = System.nanoTime();
            ApiResponse response = answer(executeAgain(request));
            if (!large) {
                distance.took(Duration.ofNanos(System.nanoTime() - sent));
            }
            return response;
        });
    }

    /**
     * Sends a request that changes something, once; once more only if the server refuses a login that can be renewed.
     *
     * @return the beginning of the answer, whatever its status; to be closed
     * @throws IOException if no answer comes; then the server may have done it all the same, unless it is a
     *     {@link java.net.ConnectException}
     * @throws Problem if the user's credentials cannot be had or sent
     */
    public ApiResponse send(ApiRequest asked) throws IOException {
        return loggedIn(authorization -> {
            BasicClassicHttpRequest request = request(asked.method(), asked.path(), asked.accept(), authorization);
            if (asked.body().length > 0) {
                request.setEntity(new ByteArrayEntity(asked.body(), ContentType.parse(asked.contentType())));
            }
            return answer(execute(request));
        });
    }

    @FunctionalInterface
    private interface Sending {
        ApiResponse with(Optional<String> authorization) throws IOException;
    }

    private ApiResponse loggedIn(Sending sending) throws IOException {
        Optional<String> shown = settings.login().authorization();
        ApiResponse response = sending.with(shown);
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
            return sending.with(settings.login().authorization());
        }
        return response;
    }

    private BasicClassicHttpRequest request(String method, String path, String accept, Optional<String> authorization) {
        var request = new BasicClassicHttpRequest(method, host, prefix + path);
        request.addHeader("Accept", accept);
        authorization.ifPresent(value -> request.addHeader("Authorization", value));
        settings.impersonation().forEach(header -> request.addHeader(header.name(), header.value()));
        return request;
    }

    private ApiResponse answer(CloseableHttpResponse response) throws IOException {
        try {
            if (response.getCode() == PROXY_AUTHENTICATION_REQUIRED) {
                throw new ProxyLoginException();
            }
            reachability.answered();
            return new ApiResponse(
                    response.getCode(),
                    retryAfter(response),
                    warnings(response),
                    date(response),
                    body(response),
                    response);
        } catch (IOException e) {
            response.close(CloseMode.IMMEDIATE);
            throw e;
        }
    }

    private CloseableHttpResponse execute(ClassicHttpRequest request) throws IOException {
        return (CloseableHttpResponse) http.executeOpen(host, request, null);
    }

    /** A connection that was idle may have been closed meanwhile, which shows only when it is used. */
    private CloseableHttpResponse executeAgain(ClassicHttpRequest request) throws IOException {
        try {
            return execute(request);
        } catch (NoHttpResponseException | ConnectionClosedException | SocketException e) {
            if (e instanceof ConnectException || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return execute(request);
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

    /** The server's remarks: the texts of its {@code Warning} headers (RFC 7234, code 299). */
    private static List<String> warnings(HttpResponse response) {
        return Stream.of(response.getHeaders("Warning"))
                .map(header -> header.getValue()
                        .replaceAll("^\\d+ \\S+ \"(.*)\"$", "$1")
                        .replace("\\\"", "\""))
                .toList();
    }

    private static Optional<String> date(HttpResponse response) {
        return Optional.ofNullable(response.getFirstHeader("Date")).map(Header::getValue);
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
    public byte[] fetch(String path, String accept, Asking asking) throws StatusFailure {
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
    public JsonNode fetchTree(String path, String accept, Asking asking) throws StatusFailure {
        byte[] body = fetch(path, accept, asking);
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            throw problems.notAnApiServer(e, path);
        }
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }
}
