package dev.jangada.kube.cluster.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.compare.DiffOptions;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole cluster, straight into an empty one. */
@Timeout(600)
class RoundTripTest {

    private static final int OBJECTS = 600;

    /** Nodes are machines: nobody can restore those. */
    private static final DiffOptions TRAVELLING = new DiffOptions(
            Selection.ALL.withKinds(List.of(), List.of(Glob.of("nodes"))), NormalForm.standard(), Scrub.GUIDE, 4);

    @TempDir
    Path state;

    @Test
    void everythingComesBackAndStays() {
        try (ControlPlane from = ControlPlane.start();
                ControlPlane to = ControlPlane.start()) {
            WorkloadLoader.load(from, new Workload(7, OBJECTS), 8);
            var restoring = new Restoring(state);
            try (LiveSource source = Restoring.open(from)) {
                Plan plan = restoring.plan(source, to, RestoreOptions.DEFAULT);
                RestoreReport report = restoring.apply(plan, source, to);
                assertThat(report.failures()).isEmpty();
                assertThat(Restoring.differences(source, to, TRAVELLING)).isEmpty();
                for (JsonNode claim :
                        to.api().get("/api/v1/persistentvolumeclaims").path("items")) {
                    if (claim.path("spec").has("volumeName")) {
                        assertThat(claim.at("/status/phase").asText()).isEqualTo("Bound");
                    }
                }
                RestoreReport again = restoring.run(source, to, RestoreOptions.DEFAULT);
                assertThat(again.plan().header().writes()).isZero();
            }
        }
    }
}
