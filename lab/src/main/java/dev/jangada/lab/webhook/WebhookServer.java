package dev.jangada.lab.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Ports;
import dev.jangada.lab.pki.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTPS server on loopback that answers the reviews of a cluster's API server: AdmissionReview and ConversionReview,
 * both v1. It can go down, and come back at the same address.
 */
public final class WebhookServer implements AutoCloseable {

    private static final String ADMIT = "/admit";
    private static final String CONVERT = "/convert";
    private static final String PROBE = "/probe";

    private final Authority authority = Authority.create("webhooks");
    private final SSLContext tls = authority.context(authority.server("webhooks", "127.0.0.1"));
    private final int port = Ports.free();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong admissions = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong conversions = new AtomicLong();
    private final AtomicLong probes = new AtomicLong();
    private volatile Function<Review, Optional<String>> objection = review -> Optional.empty();
    private volatile Consumer<ObjectNode> change = object -> {};
    private @Nullable HttpsServer server;

    private WebhookServer() {}

    /** Starts one that admits everything. */
    public static WebhookServer start() {
        var webhooks = new WebhookServer();
        webhooks.up();
        return webhooks;
    }

    /**
     * Says what is admitted from now on.
     *
     * @param next the reason why an object is refused; empty admits it
     */
    public void objection(Function<Review, Optional<String>> next) {
        objection = next;
    }

    /**
     * Has a cluster ask this server about every object of some kinds that is created or updated, and refuse it when the
     * server is down (failurePolicy Fail, two seconds). Returns when the cluster does. Only in a cluster that no other
     * test uses; the configuration holds a second webhook, by which this method sees that it counts.
     *
     * @param name the name of the ValidatingWebhookConfiguration, a DNS label
     * @param resources the kinds as kubectl names them, for example {@code configmaps} or {@code deployments.apps}
     */
    public void register(ControlPlane cluster, String name, String... resources) {
        new Configuration(name, client(ADMIT), client(PROBE), List.of(resources)).register(cluster.api(), probes::get);
    }

    /** Deletes what {@link #register} created. */
    public void unregister(ControlPlane cluster, String name) {
        Configuration.remove(cluster.api(), name);
    }

    /**
     * The {@code spec.conversion} of a CustomResourceDefinition whose versions this server converts: only the name of
     * the version differs, unless {@link #converting} says more.
     */
    public ObjectNode conversion() {
        ObjectNode conversion = Json.object().put("strategy", "Webhook");
        ObjectNode webhook = conversion.putObject("webhook");
        webhook.putArray("conversionReviewVersions").add("v1");
        webhook.set("clientConfig", client(CONVERT));
        return conversion;
    }

    /**
     * Says how versions differ from now on, besides in their names.
     *
     * @param next changes an object that has the apiVersion which it is converted to
     */
    public void converting(Consumer<ObjectNode> next) {
        change = next;
    }

    /** How often it was asked to admit an object, dry runs counted. */
    public long admissions() {
        return admissions.get();
    }

    /** How often it refused one. */
    public long refusals() {
        return refusals.get();
    }

    /** How many objects it has converted. */
    public long conversions() {
        return conversions.get();
    }

    /** Takes it down: its connections break, new ones are refused. */
    public synchronized void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Brings it back at the same address. */
    public synchronized void up() {
        try {
            HttpsServer next = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            next.setHttpsConfigurator(new HttpsConfigurator(tls));
            next.setExecutor(threads);
            next.createContext(ADMIT, exchange -> answer(exchange, this::admit));
            next.createContext(CONVERT, exchange -> answer(exchange, this::convert));
            next.createContext(PROBE, exchange -> answer(exchange, this::probe));
            next.start();
            server = next;
        } catch (IOException e) {
            throw new UncheckedIOException("the webhooks' port " + port, e);
        }
    }

    private ObjectNode client(String path) {
        String pem = authority.self().certificatePem();
        return Json.object()
                .put("url", "https://127.0.0.1:" + port + path)
                .put("caBundle", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void answer(HttpExchange exchange, Function<JsonNode, ObjectNode> respond) throws IOException {
        try (exchange) {
            JsonNode review = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
            ObjectNode answer = Json.object();
            answer.set("apiVersion", review.path("apiVersion"));
            answer.set("kind", review.path("kind"));
            answer.set("response", respond.apply(review.path("request")).set("uid", review.at("/request/uid")));
            byte[] body = Json.bytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ObjectNode admit(JsonNode request) {
        admissions.incrementAndGet();
        Optional<String> reason = objection.apply(Review.of(request));
        ObjectNode response = Json.object().put("allowed", reason.isEmpty());
        if (reason.isPresent()) {
            refusals.incrementAndGet();
            response.putObject("status").put("code", 403).put("message", reason.get());
        }
        return response;
    }

    private ObjectNode probe(JsonNode request) {
        probes.incrementAndGet();
        return Json.object().put("allowed", true);
    }

    private ObjectNode convert(JsonNode request) {
        ObjectNode response = Json.object();
        var converted = response.putArray("convertedObjects");
        for (JsonNode object : request.path("objects")) {
            ObjectNode wanted = ((ObjectNode) object).set("apiVersion", request.path("desiredAPIVersion"));
            change.accept(wanted);
            converted.add(wanted);
            conversions.incrementAndGet();
        }
        response.putObject("result").put("status", "Success");
        return response;
    }

    @Override
    public void close() {
        down();
        threads.shutdownNow();
        threads.close();
    }
}
