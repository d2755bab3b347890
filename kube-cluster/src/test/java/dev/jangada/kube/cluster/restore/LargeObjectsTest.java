package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.ChildJvm;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Objects as large as a server takes them: of each there are several copies and a tree while it is written. */
@Timeout(180)
class LargeObjectsTest {

    private static final int OBJECTS = 60;
    private static final int BYTES = 900_000;

    @TempDir
    Path state;

    @Test
    void onlyFewAreUnderWayAtATime() {
        try (ControlPlane from = ControlPlane.start(options -> options.withoutControllerManager());
                ControlPlane to = ControlPlane.start(options -> options.withoutControllerManager());
                LiveSource source = Restoring.open(from)) {
            from.api().post("/api/v1/namespaces", Made.namespace("large"));
            for (int i = 0; i < OBJECTS; i++) {
                from.api()
                        .post(
                                "/api/v1/namespaces/large/configmaps",
                                Made.configMap("large", "m-" + i, "x".repeat(BYTES)));
            }
            RestoreOptions options =
                    RestoreOptions.DEFAULT.with(Selection.ALL.withNamespaces(List.of(Glob.of("large")), List.of()));
            Plan plan = new Restoring(state).plan(source, to, options);
            // All of them at once would be more than 100 MB.
            try (ChildJvm child = JavaCommand.of(RestoreProgram.class)
                    .withOptions("-Xmx80m")
                    .start(
                            state.toString(),
                            plan.file().toString(),
                            from.kubeconfig().toString(),
                            to.kubeconfig().toString())) {
                assertThat(child.awaitEnd(Duration.ofMinutes(2)).orFail()).startsWith("done");
            }
            assertThat(to.api()
                            .get("/api/v1/namespaces/large/configmaps")
                            .path("items")
                            .size())
                    .isEqualTo(OBJECTS);
            assertThat(RestoreReport.of(Restoring.folder(plan)).complete()).isTrue();
        }
    }
}
