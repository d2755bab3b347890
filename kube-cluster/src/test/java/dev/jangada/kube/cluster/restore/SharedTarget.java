package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one target, each with namespaces of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class SharedTarget {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    ControlPlane cluster;
    Api api;
    Restoring restoring;

    @BeforeAll
    void start(@TempDir Path state) {
        cluster = ControlPlane.start();
        api = cluster.api();
        restoring = new Restoring(state);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    static Selection namespaces(String... names) {
        return Selection.ALL.withNamespaces(
                List.of(names).stream().map(Glob::of).toList(), List.of());
    }

    static RestoreOptions in(String... names) {
        return RestoreOptions.DEFAULT.with(namespaces(names));
    }

    /** Creates an object, or sees that it is there. */
    JsonNode post(ObjectNode object) {
        return api.post(api.resources().collection(object), object);
    }

    JsonNode live(ObjectNode object) {
        return api.get(api.resources().path(object));
    }

    boolean isThere(ObjectNode object) {
        return api.answers(api.resources().path(object));
    }

    static void until(BooleanSupplier condition, String what) {
        Wait.until(PATIENCE, condition, () -> new LabException("not in " + PATIENCE + ": " + what));
    }

    static PlanEntry entry(Plan plan, String name) {
        return Restoring.entries(plan).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry " + name + " in " + Restoring.entries(plan)));
    }

    static List<RestoreMessage> reasons(RestoreReport report) {
        return report.failures().stream()
                .map(failure -> failure.why().message())
                .toList();
    }
}
