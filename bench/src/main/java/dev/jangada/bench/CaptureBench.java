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
 * The capture of a live cluster beside raw lists of the same kinds, with the same parallelism, each in a cold JVM of its
 * own, in turn; and the whole process of a dump, with its memory.
 */
final class CaptureBench {

    private static final int PARALLEL = 4;
    private static final int ROUNDS = 5;
    private static final int ROUNDS_OF_LARGE = 3;
    private static final int LARGE = 100_000;

    private static final int PAGE = 500;

    private final ControlPlane cluster;
    private final Path jangada;
    private final Path scratch;
    private final Path keyStore;
    private final List<String> paths;

    private CaptureBench(ControlPlane cluster, Path jangada, Path scratch) {
        this.cluster = cluster;
        this.jangada = jangada;
        this.scratch = scratch;
        this.keyStore = RawOnce.keyStore(cluster, scratch);
        this.paths = paths(cluster);
    }

    static void run(List<Integer> sizes, Path jangada, Path scratch) {
        System.out.println("| objects | JSON / protobuf | raw JSON LIST, whole / pages of 500 | raw protobuf LIST"
                + " | capture | ÷ the faster JSON | ÷ protobuf | capture with -Xmx512m: peak RSS / without mapped files"
                + " | `jangada dump`, whole process | ÷ the faster JSON | peak RSS / without mapped files |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (int size : sizes) {
            try (ControlPlane cluster = Loading.cluster(size)) {
                System.out.println(
                        new CaptureBench(cluster, jangada, scratch).row(size >= LARGE ? ROUNDS_OF_LARGE : ROUNDS));
            }
        }
    }

    /** Runs of one thing that prints its seconds first. */
    private static final class Series {
        final List<Run> runs = new ArrayList<>();

        void add(Run run) {
            runs.add(run);
        }

        double seconds() {
            return Median.of(runs.stream()
                    .map(run -> Double.parseDouble(run.output().strip().split(" ")[0]))
                    .toList());
        }

        /** The other figure that was printed; the same in every run. */
        String second() {
            return runs.getLast().output().strip().split(" ")[1];
        }
    }

    private String row(int rounds) {
        var whole = new Series();
        var paged = new Series();
        var protobuf = new Series();
        var capture = new Series();
        var dumps = new ArrayList<Run>();
        for (int round = 0; round <= rounds; round++) {
            Run wholeRun = Run.of(rawOnce(RawList.JSON, RawList.UNPAGED), Map.of());
            Run pagedRun = Run.of(rawOnce(RawList.JSON, PAGE), Map.of());
            Run protobufRun = Run.of(rawOnce(RawList.PROTOBUF, RawList.UNPAGED), Map.of());
            Run captureRun = Run.of(
                    java(CaptureOnce.class, cluster.kubeconfig().toString(), Integer.toString(PARALLEL)), Map.of());
            Run dumpRun = Run.of(dump(), Map.of());
            if (round > 0) { // the first one warms the server and the page cache
                whole.add(wholeRun);
                paged.add(pagedRun);
                protobuf.add(protobufRun);
                capture.add(captureRun);
                dumps.add(dumpRun);
            }
        }
        double limit = Math.min(whole.seconds(), paged.seconds());
        double dumped = Median.of(dumps.stream().map(Run::seconds).toList());
        return String.join(
                " | ",
                "| " + capture.second(),
                Median.megabytes(Double.parseDouble(whole.second())) + " / "
                        + Median.megabytes(Double.parseDouble(protobuf.second())),
                Median.seconds(whole.seconds()) + " / " + Median.seconds(paged.seconds()),
                Median.seconds(protobuf.seconds()),
                Median.seconds(capture.seconds()),
                Median.ratio(capture.seconds(), limit),
                Median.ratio(capture.seconds(), protobuf.seconds()),
                memory(capture.runs),
                Median.seconds(dumped),
                Median.ratio(dumped, limit),
                memory(dumps) + " |");
    }

    private List<String> dump() {
        return List.of(
                jangada.toString(),
                "dump",
                scratch.resolve("dump").toString(),
                "--force",
                "--scrub",
                "none",
                "--all-kinds",
                "--system-namespaces",
                "--kubeconfig",
                cluster.kubeconfig().toString());
    }

    private List<String> rawOnce(String accept, int page) {
        var arguments = new ArrayList<>(List.of(
                keyStore.toString(),
                cluster.api().server(),
                accept,
                Integer.toString(page),
                Integer.toString(PARALLEL)));
        arguments.addAll(paths);
        return java(RawOnce.class, arguments.toArray(String[]::new));
    }

    private static String memory(List<Run> runs) {
        Run largest = runs.stream().max(Comparator.comparingLong(Run::peakRss)).orElseThrow();
        return Median.megabytes((double) largest.peakRss()) + " / "
                + Median.megabytes((double) largest.peakAnonymous());
    }

    /** The same JVM for both sides. */
    static List<String> java(Class<?> program, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
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
