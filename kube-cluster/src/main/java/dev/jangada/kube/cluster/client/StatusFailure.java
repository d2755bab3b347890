package dev.jangada.kube.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** That the API server answered with something else than what was asked for. */
public final class StatusFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String continueToken;
    private final transient Optional<Duration> retryAfter;

    private StatusFailure(int status, String message, String continueToken, Optional<Duration> retryAfter) {
        super(message);
        this.status = status;
        this.continueToken = continueToken;
        this.retryAfter = retryAfter;
    }

    /**
     * Reads the {@code Status} object that Kubernetes answers with; a body that is none (a proxy's page, say) is quoted
     * by its first line.
     */
    static StatusFailure of(int status, Optional<Duration> retryAfter, byte[] body) {
        JsonNode tree;
        try {
            tree = Json.mapper().readTree(body);
        } catch (IOException e) {
            String line =
                    new String(body, StandardCharsets.UTF_8).lines().findFirst().orElse("");
            return new StatusFailure(status, line.substring(0, Math.min(line.length(), 200)), "", retryAfter);
        }
        return new StatusFailure(
                status,
                tree.path("message").asText(""),
                tree.path("metadata").path("continue").asText(""),
                retryAfter.or(() -> Optional.of(tree.path("details").path("retryAfterSeconds"))
                        .filter(JsonNode::isIntegralNumber)
                        .map(seconds -> Duration.ofSeconds(seconds.asLong()))
                        .filter(Duration::isPositive)));
    }

    public int status() {
        return status;
    }

    /** Where a list whose revision is gone can go on, at a newer revision; empty if it cannot. */
    public String continueToken() {
        return continueToken;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether the same request may be answered later: too many requests, or the server's own trouble. */
    public boolean passes() {
        return status == 429 || status == 408 || status >= 500;
    }

    /** The server's own words, with the status. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null || message.isEmpty() ? "HTTP " + status : message + " (HTTP " + status + ")";
    }
}
