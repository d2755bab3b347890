package dev.jangada.bench;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code jangada restore} of a dump into an empty cluster beside the same objects posted raw, and at the smallest size
 * beside {@code kubectl apply}; each into a control plane of its own, without controllers, so that nothing else works.
 */
final class RestoreBench {

    private static final int ROUNDS = 3;
    private static final int ROUNDS_OF_LARGE = 1;
    private static final int LARGE = 100_000;
    private static final int LARGEST_FOR_KUBECTL = 1_000;

    private final Path jangada;
    private final Path scratch;
    private final Path dump;

    private RestoreBench(Path jangada, Path scratch) {
        this.jangada = jangada;
        this.scratch = scratch;
        this.dump = scratch.resolve("restore-dump");
    }

    static void run(List<Integer> sizes, Path jangada, Path scratch) {
        System.out.println("| objects | raw parallel POST | objects/s | `jangada restore`, whole process | objects/s"
                + " | share of raw | peak RSS / without mapped files | `kubectl apply` | times faster |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int size : sizes) {
            System.out.println(new RestoreBench(jangada, scratch).row(size));
        }
    }

    private String row(int size) {
        String commands;
        try (ControlPlane source = Loading.cluster(size)) {
            commands = Run.of(jangada(source, "dump", dump.toString(), "--force", "--all-kinds"), Map.of())
                    .output();
        }
        int rounds = size >= LARGE ? ROUNDS_OF_LARGE : ROUNDS;
        var raw = new ArrayList<Double>();
        var ours = new ArrayList<Run>();
        long objects = 0;
        for (int round = 0; round < rounds; round++) {
            try (ControlPlane target = target()) {
                String[] printed =
                        Run.of(rawPost(target), Map.of()).output().strip().split(" ");
                raw.add(Double.parseDouble(printed[0]));
                objects = Long.parseLong(printed[1]);
            }
            try (ControlPlane target = target()) {
                // 3: without controllers nobody binds volumes to their claims.
                ours.add(Run.of(
                        jangada(target, "restore", "--from", "dump:" + dump, "--yes", "--wait-for-volumes", "0"),
                        Map.of("XDG_STATE_HOME", scratch.resolve("state").toString()),
                        3));
            }
        }
        double limit = Median.of(raw);
        double took = Median.of(ours.stream().map(Run::seconds).toList());
        Run largest = ours.stream().max(Comparator.comparingLong(Run::peakRss)).orElseThrow();
        String kubectl = "| |";
        if (size <= LARGEST_FOR_KUBECTL) {
            double theirs = kubectl(commands);
            kubectl = "| " + Median.seconds(theirs) + " | " + Median.ratio(theirs, took) + " |";
        }
        return "| " + objects + " | " + Median.seconds(limit) + " | " + Math.round(objects / limit) + " | "
                + Median.seconds(took) + " | " + Math.round(objects / took) + " | " + Math.round(100 * limit / took)
                + " % | " + Median.megabytes((double) largest.peakRss()) + " / "
                + Median.megabytes((double) largest.peakAnonymous()) + " " + kubectl;
    }

    /** With addresses enough: a server that has few left takes a tenth of a second to find one for a Service. */
    private static ControlPlane target() {
        return ControlPlane.start(options ->
                options.withoutControllerManager().apiServerFlags("--service-cluster-ip-range=10.224.0.0/12"));
    }

    private List<String> jangada(ControlPlane cluster, String... arguments) {
        var command = new ArrayList<>(List.of(jangada.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--kubeconfig", cluster.kubeconfig().toString()));
        return command;
    }

    private List<String> rawPost(ControlPlane target) {
        return CaptureBench.java(
                RawPostOnce.class,
                RawOnce.keyStore(target, scratch).toString(),
                target.api().server(),
                dump.toString());
    }

    /** The commands that the dump names at its end: definitions first, because kubectl asks what every kind is. */
    private double kubectl(String dumped) {
        Path kubectl = Parts.path("kubectl");
        try (ControlPlane target = target()) {
            String script = dumped.lines()
                    .filter(line -> line.startsWith("  "))
                    .map(String::strip)
                    .collect(Collectors.joining("\n"));
            return Run.of(
                            List.of("bash", "-c", "set -e\n" + script),
                            Map.of(
                                    "KUBECONFIG",
                                    target.kubeconfig().toString(),
                                    "PATH",
                                    kubectl.getParent() + ":" + System.getenv("PATH")))
                    .seconds();
        }
    }
}
