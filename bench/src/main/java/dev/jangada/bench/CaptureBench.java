package dev.jangada.bench;

import dev.jangada.kube.cluster.KubeAccess;
import dev.jangada.kube.cluster.LiveCluster;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.lab.ControlPlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The capture of a live cluster beside raw lists of the same kinds, with the same parallelism, in turn; and the whole
 * process of a dump, with its memory.
 */
final class CaptureBench {

    private static final int PARALLEL = 4;
    private static final int ROUNDS = 5;
    private static final int ROUNDS_OF_LARGE = 3;
    private static final int LARGE = 100_000;

    private CaptureBench() {}

    static void run(List<Integer> sizes, Path jangada, Path scratch) {
        System.out.println(
                "| objects | JSON | raw JSON LIST | raw protobuf LIST (bytes) | capture, warm-up included | ÷ JSON | ÷ protobuf"
                        + " | capture heap -Xmx512m: peak RSS / without mapped files | `jangada dump`, whole process | ÷ JSON | peak RSS / without mapped files |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (int size : sizes) {
            try (ControlPlane cluster = Loading.cluster(size)) {
                System.out.println(row(cluster, size >= LARGE ? ROUNDS_OF_LARGE : ROUNDS, jangada, scratch));
            }
        }
    }

    private static String row(ControlPlane cluster, int rounds, Path jangada, Path scratch) {
        List<String> paths = paths(cluster);
        var authority = cluster.authority();
        var raw = new RawList(
                authority.context(authority.client("bench", "system:masters")),
                cluster.api().server());
        var json = new ArrayList<Double>();
        var protobuf = new ArrayList<Double>();
        var capture = new ArrayList<Double>();
        var captureRuns = new ArrayList<Run>();
        var dumps = new ArrayList<Run>();
        long jsonBytes = 0;
        long protobufBytes = 0;
        String counts = "";
        for (int round = 0; round <= rounds; round++) {
            RawList.Result asJson = raw.run(paths, RawList.JSON, PARALLEL);
            RawList.Result asProtobuf = raw.run(paths, RawList.PROTOBUF, PARALLEL);
            Run captured = Run.of(captureOnce(cluster.kubeconfig()), Map.of());
            Run dumped = Run.of(
                    List.of(
                            jangada.toString(),
                            "dump",
                            scratch.resolve("dump").toString(),
                            "--force",
                            "--scrub",
                            "none",
                            "--all-kinds",
                            "--system-namespaces",
                            "--kubeconfig",
                            cluster.kubeconfig().toString()),
                    Map.of());
            if (round == 0) {
                continue; // warms the server and the page cache
            }
            json.add(asJson.seconds());
            protobuf.add(asProtobuf.seconds());
            jsonBytes = asJson.bytes();
            protobufBytes = asProtobuf.bytes();
            String[] figures = captured.output().strip().split(" ");
            capture.add(Double.parseDouble(figures[0]));
            counts = figures[1];
            captureRuns.add(captured);
            dumps.add(dumped);
        }
        double limit = Median.of(json);
        double whole = Median.of(dumps.stream().map(Run::seconds).toList());
        return String.join(
                " | ",
                "| " + counts,
                Median.megabytes((double) jsonBytes),
                Median.seconds(limit),
                Median.seconds(Median.of(protobuf)) + " (" + Median.megabytes((double) protobufBytes) + ")",
                Median.seconds(Median.of(capture)),
                Median.ratio(Median.of(capture), limit),
                Median.ratio(Median.of(capture), Median.of(protobuf)),
                memory(captureRuns),
                Median.seconds(whole),
                Median.ratio(whole, limit),
                memory(dumps) + " |");
    }

    private static String memory(List<Run> runs) {
        Run largest = runs.stream().max(Comparator.comparingLong(Run::peakRss)).orElseThrow();
        return Median.megabytes((double) largest.peakRss()) + " / "
                + Median.megabytes((double) largest.peakAnonymous());
    }

    private static List<String> captureOnce(Path kubeconfig) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CaptureOnce.class.getName(),
                kubeconfig.toString(),
                Integer.toString(PARALLEL));
    }

    /** The list of every kind that a capture reads. */
    private static List<String> paths(ControlPlane cluster) {
        var access = new KubeAccess(Optional.of(cluster.kubeconfig()), Optional.empty(), "live");
        try (ObjectSource source = LiveCluster.open(access)) {
            return source.kinds().all().stream().map(CaptureBench::path).toList();
        }
    }

    private static String path(ResourceKind kind) {
        return (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion() + "/" + kind.plural();
    }
}
