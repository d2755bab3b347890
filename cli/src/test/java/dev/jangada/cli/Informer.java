package dev.jangada.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Watch;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the objects of a collection in mind as every controller does: lists them once, watches from there on, and lists again only when
 * it is told that what it has seen last is gone. Source: client-go, {@code tools/cache/reflector.go}.
 */
final class Informer implements AutoCloseable {

    private static final String LIST_AGAIN = "";

    private final ServedObjects served;
    private final String collection;
    private final Map<String, String> known = new ConcurrentSkipListMap<>();
    private final AtomicInteger lists = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Watch watch;

    private Informer(ServedObjects served, String collection) {
        this.served = served;
        this.collection = collection;
        this.thread = Thread.ofVirtual().name("informer").unstarted(this::run);
    }

    /** An informer that has listed for the first time. */
    static Informer of(ServedObjects served, String collection) {
        var informer = new Informer(served, collection);
        informer.thread.start();
        ServedObjects.eventually("a first list of " + collection, () -> informer.lists() > 0);
        return informer;
    }

    /** What it believes that there is: names and resourceVersions. */
    Map<String, String> known() {
        return Map.copyOf(known);
    }

    /** How often it has listed. */
    int lists() {
        return lists.get();
    }

    private void run() {
        String version = LIST_AGAIN;
        while (!closed) {
            try {
                version = version.equals(LIST_AGAIN) ? list() : follow(version);
            } catch (LabException notNow) {
                // The server is away, or says in an answer and not in an event that the version is gone.
                if (String.valueOf(notNow.getMessage()).contains("too old resource version")) {
                    version = LIST_AGAIN;
                }
                ServedObjects.eventually(
                        "a server", () -> closed || served.api().answers("/readyz"));
            }
        }
    }

    private String list() {
        JsonNode list = served.list(collection);
        Map<String, String> now = new ConcurrentSkipListMap<>();
        list.path("items").forEach(object -> now.put(ServedObjects.name(object), version(object)));
        known.keySet().retainAll(now.keySet());
        known.putAll(now);
        lists.incrementAndGet();
        return version(list);
    }

    /** Gives the version to go on from. */
    private String follow(String from) {
        String version = from;
        try (Watch opened = served.watch(collection, from)) {
            watch = opened;
            if (closed) {
                return version;
            }
            for (Optional<JsonNode> event = opened.next(); event.isPresent() && !closed; event = opened.next()) {
                JsonNode object = event.get().path("object");
                switch (event.get().path("type").asText()) {
                    case "ERROR" -> {
                        return LIST_AGAIN;
                    }
                    case "ADDED", "MODIFIED" -> known.put(ServedObjects.name(object), version(object));
                    case "DELETED" -> known.remove(ServedObjects.name(object));
                    default -> {
                        // A bookmark has nothing but a version.
                    }
                }
                version = version(object);
            }
        }
        return version;
    }

    private static String version(JsonNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }

    @Override
    public void close() {
        closed = true;
        Watch open = watch;
        if (open != null) {
            open.close();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
