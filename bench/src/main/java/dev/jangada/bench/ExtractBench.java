package dev.jangada.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All objects out of a snapshot of what a real API server stored, and one object out of it. All: {@code jangada dump} as a
 * whole process, and the reading alone in a cold JVM, on both cores and on one; beside the same walk that decodes nothing, on
 * one core, and beside dd that reads the snapshot from the disk and writes as much as the dump to it. One: {@code jangada get}
 * with the file in the page cache and not, beside dd that reads the file once.
 */
final class ExtractBench {

    private static final int ROUNDS = 5;
    private static final int ROUNDS_OF_LARGE = 3;
    private static final int LARGE_MEGABYTES = 1_000;
    private static final int PARALLEL = 4;

    private static final String ALL =
            "| snapshot | objects, JSON | `jangada dump`, whole process | objects/s, MB/s of JSON |"
                    + " peak RSS / without mapped files | reading alone, two cores | one core | nothing decoded, one core | ÷ |"
                    + " disk: read the snapshot, cold / write the dump | dump ÷ both |";
    private static final String ONE =
            "| snapshot | `jangada get` of one object, page cache warm | cold | dd reads the file, cold"
                    + " | cold ÷ dd | peak RSS / without mapped files |";

    private final Path jangada;
    private final Path scratch;
    private final Path snapshot;
    private final Path dump;
    private final String[] object;
    private final int rounds;

    private ExtractBench(Path jangada, Path scratch, int megabytes) {
        this.jangada = jangada;
        this.scratch = scratch;
        this.snapshot = Fillings.folder().resolve("extract-" + megabytes + ".db");
        this.dump = scratch.resolve("extract-dump");
        this.rounds = megabytes >= LARGE_MEGABYTES ? ROUNDS_OF_LARGE : ROUNDS;
        this.object = snapshot(megabytes);
    }

    /** A snapshot that is there already is taken: making one takes minutes, and is no part of what is measured. */
    private String[] snapshot(int megabytes) {
        Path known = Fillings.folder().resolve("extract-" + megabytes + ".object");
        try {
            if (!Files.exists(known)) {
                Files.deleteIfExists(snapshot);
                String[] made = StoredCluster.snapshot(megabytes, snapshot);
                Files.writeString(known, String.join(" ", made));
            }
            return Files.readString(known).split(" ", -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the snapshots of later runs. */
    static void fill(List<Integer> megabytes, Path jangada, Path scratch) {
        for (int size : megabytes) {
            System.out.println(new ExtractBench(jangada, scratch, size).snapshot);
        }
    }

    static void run(List<Integer> megabytes, Path jangada, Path scratch) throws IOException {
        var benches = new ArrayList<ExtractBench>();
        megabytes.forEach(size -> benches.add(new ExtractBench(jangada, scratch, size)));
        table(ALL);
        for (ExtractBench bench : benches) {
            System.out.println(bench.all());
        }
        System.out.println();
        table(ONE);
        for (ExtractBench bench : benches) {
            System.out.println(bench.one());
        }
    }

    private static void table(String head) {
        System.out.println(head);
        System.out.println("|---"
                        .repeat((int) head.chars().filter(each -> each == '|').count() - 1) + "|");
    }

    private String all() throws IOException {
        var dumps = new ArrayList<Run>();
        var both = new ArrayList<Run>();
        var one = new ArrayList<Run>();
        var copied = new ArrayList<Run>();
        var read = new ArrayList<Run>();
        var written = new ArrayList<Run>();
        for (int round = 0; round <= rounds; round++) {
            Fillings.delete(dump);
            Run dumpRun = Run.of(
                    ours(
                            "dump",
                            dump.toString(),
                            "--scrub",
                            "none",
                            "--all-kinds",
                            "--system-namespaces",
                            "--finished-jobs",
                            "--node-owned"),
                    Map.of());
            Run bothRun = Run.of(once(PARALLEL), Map.of());
            Run oneRun = Run.of(onOneCore(once(1)), Map.of());
            Run copyRun = Run.of(onOneCore(once(0)), Map.of());
            if (round > 0) { // the first one warms the page cache
                dumps.add(dumpRun);
                both.add(bothRun);
                one.add(oneRun);
                copied.add(copyRun);
                written.add(written());
            }
        }
        for (int round = 0; round < rounds; round++) {
            forget();
            read.add(Run.of(dd(), Map.of()));
        }
        String[] figures = both.getLast().output().strip().split(" ");
        double objects = Double.parseDouble(figures[1]);
        double json = Double.parseDouble(figures[2]);
        double seconds = seconds(dumps);
        double disk = seconds(read) + seconds(written);
        Fillings.delete(dump);
        return String.join(
                " | ",
                "| " + Median.megabytes((double) Files.size(snapshot)),
                String.format(Locale.ROOT, "%,.0f, ", objects).replace(',', ' ').strip() + ", "
                        + Median.megabytes(json),
                Median.seconds(seconds),
                String.format(Locale.ROOT, "%.0f, %.0f", objects / seconds, json / 1e6 / seconds),
                memory(dumps),
                inside(both),
                inside(one),
                inside(copied),
                Median.ratio(first(one), first(copied)),
                Median.seconds(seconds(read)) + " / " + Median.seconds(seconds(written)),
                Median.ratio(seconds, disk) + " |");
    }

    private String one() throws IOException {
        List<String> get = ours("get", "configmap", object[1], "-n", object[0], "-o", "json");
        var warm = new ArrayList<Run>();
        var cold = new ArrayList<Run>();
        var read = new ArrayList<Run>();
        var _ = Run.of(get, Map.of());
        for (int round = 0; round < rounds; round++) {
            warm.add(Run.of(get, Map.of()));
            forget();
            cold.add(Run.of(get, Map.of()));
            forget();
            read.add(Run.of(dd(), Map.of()));
        }
        return String.join(
                " | ",
                "| " + Median.megabytes((double) Files.size(snapshot)),
                Median.seconds(seconds(warm)),
                Median.seconds(seconds(cold)),
                Median.seconds(seconds(read)),
                Median.ratio(seconds(cold), seconds(read)),
                memory(warm) + " |");
    }

    /** Takes the snapshot out of the page cache. */
    private void forget() {
        var _ = Run.of(
                List.of("dd", "of=" + snapshot, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"),
                Map.of());
    }

    private List<String> dd() {
        return List.of("dd", "if=" + snapshot, "of=/dev/null", "bs=1M", "status=none");
    }

    /** Writes as much as the dump has to the disk, out of the page cache. */
    private Run written() {
        String copy = scratch.resolve("extract-copy").toString();
        Run run = Run.of(
                List.of(
                        "sh",
                        "-c",
                        "cat \"$0\"/*.json | dd of=\"$1\" bs=1M conv=fsync status=none",
                        dump.toString(),
                        copy),
                Map.of());
        Fillings.delete(Path.of(copy));
        return run;
    }

    private List<String> ours(String... arguments) {
        return Stream.of(Stream.of(jangada.toString()), Stream.of(arguments), Stream.of("--from", "etcd:" + snapshot))
                .flatMap(words -> words)
                .toList();
    }

    private List<String> once(int parallel) {
        return CaptureBench.java(ExtractOnce.class, snapshot.toString(), Integer.toString(parallel));
    }

    private static List<String> onOneCore(List<String> command) {
        return Stream.concat(Stream.of("taskset", "-c", "0"), command.stream()).toList();
    }

    private static double seconds(List<Run> runs) {
        return Median.of(runs.stream().map(Run::seconds).toList());
    }

    /** What a program of ours says it took, without the start of its JVM. */
    private static double first(List<Run> runs) {
        return Median.of(runs.stream()
                .map(run -> Double.parseDouble(run.output().strip().split(" ")[0]))
                .toList());
    }

    private static String inside(List<Run> runs) {
        return Median.seconds(first(runs));
    }

    private static String memory(List<Run> runs) {
        Run largest = runs.stream().max(Comparator.comparingLong(Run::peakRss)).orElseThrow();
        return Median.megabytes((double) largest.peakRss()) + " / "
                + Median.megabytes((double) largest.peakAnonymous());
    }
}
