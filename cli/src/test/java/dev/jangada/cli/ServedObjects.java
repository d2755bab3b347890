package dev.jangada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.lab.Answer;
import dev.jangada.lab.Api;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import dev.jangada.lab.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * What an API server serves while etcd beneath it comes and goes.
 *
 * @param api the server
 */
record ServedObjects(Api api) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Every object of every kind as the API server answers it, but for Leases, which API servers renew all the time. */
    Map<String, JsonNode> all() {
        var objects = new TreeMap<String, JsonNode>();
        for (ResourceKind kind : api.resources().all()) {
            if (!kind.verbs().contains("list") || kind.kind().equals("Lease")) {
                continue;
            }
            String type = kind.apiVersion() + " " + kind.kind() + " ";
            String path = (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion() + "/" + kind.plural();
            for (JsonNode object : list(path).path("items")) {
                objects.put(type + object.at("/metadata/namespace").asText() + "/" + name(object), object);
            }
        }
        return objects;
    }

    /** A list. */
    JsonNode list(String collection) {
        return json(answer(collection, status -> status == 200));
    }

    /** A server that reads etcd anew is ready again before it has read everything, and answers 429 until then. */
    private Answer answer(String path, IntPredicate wanted) {
        var found = new AtomicReference<Answer>(new Answer(0, new byte[0]));
        eventually("an answer to " + path, () -> {
            found.set(api.send("GET", path, null, "application/json"));
            return wanted.test(found.get().status());
        });
        return found.get();
    }

    /** The revision of a list as it is now. */
    String version(String collection) {
        return list(collection).at("/metadata/resourceVersion").asText();
    }

    /** The names of a list's objects. */
    List<String> names(String collection) {
        return list(collection)
                .path("items")
                .valueStream()
                .map(ServedObjects::name)
                .toList();
    }

    /** A watch from a revision on. */
    Watch watch(String collection, String version) {
        return api.watch(watchPath(collection, version));
    }

    static String watchPath(String collection, String version) {
        return collection + "?watch=true&allowWatchBookmarks=true&resourceVersion=" + version;
    }

    /** What a watch from a version on is told that must be told that the version is gone: as an answer or as an event. */
    String expired(String collection, String version) {
        Answer answer = answer(watchPath(collection, version) + "&timeoutSeconds=20", status -> status != 429);
        JsonNode told = json(answer);
        JsonNode status = told.has("object") ? told.path("object") : told;
        assertThat(status.path("code").asInt()).as(answer.text()).isEqualTo(410);
        assertThat(status.path("reason").asText()).isEqualTo("Expired");
        return status.path("message").asText();
    }

    /** The first JSON of an answer. */
    private static JsonNode json(Answer answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new LabException(answer.text(), e);
        }
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** Waits for something that the control plane does in its own time. */
    static void eventually(String what, BooleanSupplier condition) {
        Wait.until(PATIENCE, condition, () -> new LabException("not in " + PATIENCE + ": " + what));
    }
}
