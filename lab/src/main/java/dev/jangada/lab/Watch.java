package dev.jangada.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A watch of the Kubernetes API as informers open it: the events as the server sends them, and its end. */
public final class Watch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final InputStream body;
    private final BlockingQueue<Optional<JsonNode>> events = new LinkedBlockingQueue<>();

    Watch(InputStream body) {
        this.body = body;
        Thread.ofVirtual().name("watch").start(this::receive);
    }

    private void receive() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(Optional.of(Json.mapper().readTree(line)));
            }
        } catch (IOException _) {
            // The server is gone, or the watch was closed; for who watches both are its end.
        } finally {
            events.add(Optional.empty());
        }
    }

    /**
     * The next event, {@code type} and {@code object}; empty if the server has ended the watch.
     *
     * @throws LabException if nothing comes in a minute
     */
    public Optional<JsonNode> next() {
        try {
            Optional<JsonNode> event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new LabException("nothing comes from a watch in a minute");
            }
            if (event.isEmpty()) {
                events.add(event);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while watching", e);
        }
    }

    /** The next event that is as a test wants it; empty if the watch ends before it. */
    public Optional<JsonNode> await(Predicate<JsonNode> wanted) {
        Optional<JsonNode> event = next();
        while (event.isPresent() && !wanted.test(event.get())) {
            event = next();
        }
        return event;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
