package dev.jangada.lab.play;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.DetachedCluster;
import dev.jangada.lab.LabException;
import dev.jangada.lab.Parts;
import dev.jangada.lab.workload.Loaded;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the script {@code lab/cluster} runs: control planes that outlive the command, for a person to play with. */
final class ClusterCommand {

    private static final String USUAL_NAME = "play";
    private static final int PARALLEL = 16;

    private final PrintStream say = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    private final PrintStream print = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path all;

    private ClusterCommand(Path all) {
        this.all = all;
    }

    /** The command line as {@code lab/cluster} gives it. */
    public static void main(String[] arguments) throws IOException {
        var command = new ClusterCommand(Parts.cache().resolve("clusters"));
        try {
            command.run(Arguments.of(List.of(arguments)));
        } catch (LabException e) {
            command.say.println("lab/cluster: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The words of a command line; a number is 0 if it is not given. */
    private record Arguments(String verb, String name, int objects, long seed, int nodes) {

        static Arguments of(List<String> words) {
            var plain = new ArrayList<String>();
            long[] numbers = {0, 1, 0};
            for (int i = 0; i < words.size(); i++) {
                int which = List.of("--objects", "--seed", "--nodes").indexOf(words.get(i));
                if (which < 0 && words.get(i).startsWith("-")) {
                    throw new LabException("unknown option " + words.get(i));
                } else if (which < 0) {
                    plain.add(words.get(i));
                } else if (++i < words.size() && words.get(i).matches("\\d{1,9}")) {
                    numbers[which] = Long.parseLong(words.get(i));
                } else {
                    throw new LabException(words.get(i - 1) + " wants a number");
                }
            }
            String name = plain.size() > 1 ? plain.get(1) : USUAL_NAME;
            if (plain.isEmpty() || plain.size() > 2 || !name.matches("[A-Za-z0-9-]+")) {
                throw new LabException(
                        "say: lab/cluster up|down|kubeconfig|list [NAME], the name of letters, digits and -");
            }
            return new Arguments(plain.getFirst(), name, (int) numbers[0], numbers[1], (int) numbers[2]);
        }
    }

    private void run(Arguments arguments) throws IOException {
        var cluster = new DetachedCluster(all.resolve(arguments.name()));
        switch (arguments.verb()) {
            case "up" -> up(cluster, arguments);
            case "down" -> down(existing(cluster));
            case "kubeconfig" -> print.println(existing(cluster).kubeconfig());
            case "list" -> list();
            default -> throw new LabException("no such command: " + arguments.verb());
        }
    }

    private void up(DetachedCluster cluster, Arguments arguments) {
        if (cluster.isUp()) {
            throw new LabException(
                    "the cluster " + arguments.name() + " is up already; its kubeconfig is " + cluster.kubeconfig());
        }
        Optional<Workload> workload = workload(arguments);
        say.println("Starting etcd, kube-apiserver and kube-controller-manager in " + cluster.folder());
        // Not closed: it outlives this command.
        ControlPlane running = cluster.up(
                options -> options.fakeNodes(arguments.nodes()),
                started -> workload.ifPresent(objects -> fill(started, objects)));
        say.println("It is up. Use it with:");
        print.println("export KUBECONFIG=" + running.kubeconfig());
        say.println("End it with: lab/cluster down " + arguments.name());
    }

    private static Optional<Workload> workload(Arguments arguments) {
        try {
            return arguments.objects() == 0
                    ? Optional.empty()
                    : Optional.of(new Workload(arguments.seed(), arguments.objects()));
        } catch (IllegalArgumentException e) {
            throw new LabException("--objects " + arguments.objects() + ": " + e.getMessage());
        }
    }

    private void fill(ControlPlane cluster, Workload workload) {
        say.println("Creating " + workload.objects() + " objects from the seed " + workload.seed());
        Loaded loaded = WorkloadLoader.load(cluster, workload, PARALLEL);
        say.printf("Created them in %d s%n", loaded.took().toSeconds());
    }

    private void down(DetachedCluster cluster) {
        cluster.down();
        say.println("Ended, and its data is deleted: " + cluster.folder().getFileName());
    }

    private void list() throws IOException {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> folders = Files.list(all)) {
            for (Path folder : folders.sorted().toList()) {
                var cluster = new DetachedCluster(folder);
                print.println(
                        folder.getFileName() + "\t" + (cluster.isUp() ? "up" : "dead") + "\t" + cluster.kubeconfig());
            }
        }
    }

    private static DetachedCluster existing(DetachedCluster cluster) {
        if (!Files.isDirectory(cluster.folder())) {
            Path name = cluster.folder().getFileName();
            throw new LabException("there is no cluster " + name + "; start it with: lab/cluster up " + name);
        }
        return cluster;
    }
}
