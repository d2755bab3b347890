package dev.jangada.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Options;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkLoaderTest {

    @Test
    void whatIsWrittenIntoEtcdIsServedAndCanBeChanged() {
        var workload = new Workload(9, 2_000);
        try (ControlPlane cluster = ControlPlane.start(Options::withoutControllerManager)) {
            Loaded loaded = BulkLoader.load(cluster, workload, 8);

            System.out.printf("%d objects in %s, %.0f/s%n", loaded.objects(), loaded.took(), loaded.rate());
            assertThat(loaded.objects()).isEqualTo(2_000);
            var api = cluster.api();
            List<String> missing = workload.stream()
                    .map(object -> api.resources().path(object))
                    .filter(path -> !api.answers(path))
                    .toList();
            assertThat(missing).isEmpty();
            Mutations.of(workload, 4, 40).forEach(mutation -> mutation.apply(api));
        }
    }
}
