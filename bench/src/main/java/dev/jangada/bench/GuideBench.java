package dev.jangada.bench;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code jangada dump} beside what the guide's script does, in our own few lines of kubectl and jq. */
final class GuideBench {

    private static final int ROUNDS = 5;

    private GuideBench() {}

    static void run(List<Integer> sizes, Path jangada, Path script, Path scratch) {
        System.out.println("| objects in the cluster | kubectl and jq, repaired | `jangada dump` | times faster |");
        System.out.println("|---|---|---|---|");
        for (int size : sizes) {
            try (ControlPlane cluster = Loading.cluster(size)) {
                Map<String, String> environment = Map.of(
                        "KUBECONFIG", cluster.kubeconfig().toString(),
                        "KUBECTL", Parts.path("kubectl").toString());
                var ours = new ArrayList<Double>();
                for (int round = 0; round <= ROUNDS; round++) {
                    double seconds = Run.of(
                                    List.of(
                                            jangada.toString(),
                                            "dump",
                                            scratch.resolve("dump").toString(),
                                            "--force"),
                                    environment)
                            .seconds();
                    if (round > 0) { // the first one warms the server, which the script does by itself
                        ours.add(seconds);
                    }
                }
                double theirs = Run.of(
                                List.of(
                                        script.toString(),
                                        scratch.resolve("guide").toString()),
                                environment)
                        .seconds();
                double median = Median.of(ours);
                System.out.println("| " + size + " | " + Median.seconds(theirs) + " | " + Median.seconds(median) + " | "
                        + Median.ratio(theirs, median) + " |");
            }
        }
    }
}
