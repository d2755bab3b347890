package dev.jangada.bench;

import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * {@code jangada backup create} with etcd: the first one, one after a minute of an idle but living cluster, and one with nothing
 * written between; beside {@code restic backup} of the same tree of files, which has nothing to capture and to decode. Then
 * {@code backup verify}, and one object out of the newest backup. Whole processes, page cache warm.
 */
final class BackupBench {

    private static final int ROUNDS = 3;
    private static final int ONE_ROUND = 1;
    private static final int LARGE = 100_000;
    /** Below it is only tried whether the benchmark works. */
    private static final int SMALL = 10_000;

    private static final int MINUTE = 60;
    private static final int MOMENT = 10;
    private static final int ROUNDS_OF_ONE = 5;

    private static final String CREATE = "| objects | backup | `backup create`, whole process |"
            + " peak RSS / without mapped files | new bytes, whole | of the first | objects' part | of the first's |"
            + " `restic backup` of the same tree | ÷ | its new bytes, of the first |";
    private static final String READ =
            "| objects | `backup verify` | peak RSS / without mapped files | key derivation alone |"
                    + " `get` of one object, cache cold | without the key | warm | without the key |"
                    + " peak RSS / without mapped files |";

    private final BackupPlace place;
    private final IdleCluster cluster;
    private final int idle;
    private final int rounds;
    private final int roundsOfOne;
    private String objects = "";

    private BackupBench(int size, BackupPlace place, IdleCluster cluster) {
        this.place = place;
        this.cluster = cluster;
        this.idle = size < SMALL ? MOMENT : MINUTE;
        this.rounds = size >= SMALL && size < LARGE ? ROUNDS : ONE_ROUND;
        this.roundsOfOne = size < SMALL ? ONE_ROUND : ROUNDS_OF_ONE;
    }

    static void run(List<Integer> sizes, Path jangada, Path scratch) throws IOException {
        Path folder = scratch.resolve("backup");
        var reading = new ArrayList<String>();
        table(CREATE);
        for (int size : sizes) {
            try (IdleCluster cluster = IdleCluster.start(size, size < LARGE)) {
                var bench = new BackupBench(size, new BackupPlace(jangada, folder, cluster.plane()), cluster);
                bench.create();
                reading.add(bench.read());
            } finally {
                Fillings.delete(folder);
            }
        }
        System.out.println();
        table(READ);
        reading.forEach(System.out::println);
    }

    private static void table(String head) {
        System.out.println(head);
        System.out.println("|---"
                        .repeat((int) head.chars().filter(each -> each == '|').count() - 1) + "|");
    }

    /** What several runs of one thing took, and what each stored. */
    private static final class Series {
        final List<Run> ours = new ArrayList<>();
        final List<StoredBytes> stored = new ArrayList<>();
        final List<Run> theirs = new ArrayList<>();
        final List<Long> theirBytes = new ArrayList<>();

        double whole() {
            return Median.of(stored.stream().map(each -> (double) each.whole()).toList());
        }

        double objects() {
            return Median.of(
                    stored.stream().map(each -> (double) each.objects()).toList());
        }

        double restic() {
            return Median.of(theirBytes.stream().map(Long::doubleValue).toList());
        }
    }

    private void create() {
        var first = new Series();
        for (int round = 0; round < rounds; round++) {
            place.empty();
            step(first, true);
            restic(first);
        }
        objects = count(first.ours.getLast());
        row("the first", first, first);
        var living = new Series();
        for (int round = 0; round < rounds; round++) {
            cluster.live(idle);
            step(living, true);
            restic(living);
        }
        row("after " + idle + " s of an idle cluster", living, first);
        cluster.stopAllButEtcd();
        var stopped = new Series();
        step(stopped, false);
        row("control plane stopped, out of etcd alone", stopped, first);
        var nothing = new Series();
        for (int round = 0; round < rounds; round++) {
            step(nothing, false);
        }
        row("again, nothing written between", nothing, first);
    }

    private void step(Series series, boolean api) {
        StoredBytes before = place.stored();
        series.ours.add(place.create(api));
        series.stored.add(place.stored().minus(before));
    }

    private void restic(Series series) {
        place.export();
        long before = place.storedByRestic();
        series.theirs.add(place.restic());
        series.theirBytes.add(place.storedByRestic() - before);
    }

    private void row(String what, Series series, Series first) {
        String restic = series.theirs.isEmpty()
                ? " | | |"
                : Median.seconds(seconds(series.theirs)) + " | "
                        + Median.ratio(seconds(series.ours), seconds(series.theirs)) + " | "
                        + bytes(series.restic()) + ", " + share(series.restic(), first.restic()) + " |";
        System.out.println(String.join(
                " | ",
                "| " + objects,
                what,
                Median.seconds(seconds(series.ours)),
                memory(series.ours),
                bytes(series.whole()),
                share(series.whole(), first.whole()),
                bytes(series.objects()),
                share(series.objects(), first.objects()),
                restic));
    }

    private String read() {
        var verified = new ArrayList<Run>();
        for (int round = 0; round < rounds; round++) {
            verified.add(place.verify());
        }
        List<String> object = place.configMap();
        var keys = new ArrayList<Double>();
        var cold = new ArrayList<Run>();
        var warm = new ArrayList<Run>();
        for (int round = 0; round < roundsOfOne; round++) {
            keys.add(place.key());
            place.forgetCache();
            cold.add(place.get(object.get(0), object.get(1)));
            warm.add(place.get(object.get(0), object.get(1)));
        }
        double key = Median.of(keys);
        var both = new ArrayList<>(cold);
        both.addAll(warm);
        return String.join(
                " | ",
                "| " + objects,
                Median.seconds(seconds(verified)),
                memory(verified),
                Median.seconds(key),
                Median.seconds(seconds(cold)),
                Median.seconds(seconds(cold) - key),
                Median.seconds(seconds(warm)),
                Median.seconds(seconds(warm) - key),
                memory(both) + " |");
    }

    private static String count(Run run) {
        try {
            return Json.mapper().readTree(run.output()).path("objects").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(List<Run> runs) {
        return Median.of(runs.stream().map(Run::seconds).toList());
    }

    private static String memory(List<Run> runs) {
        Run largest = runs.stream().max(Comparator.comparingLong(Run::peakRss)).orElseThrow();
        return Median.megabytes((double) largest.peakRss()) + " / "
                + Median.megabytes((double) largest.peakAnonymous());
    }

    private static String bytes(double bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }

    private static String share(double part, double whole) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * part / whole);
    }
}
