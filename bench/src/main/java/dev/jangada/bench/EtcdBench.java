package dev.jangada.bench;

import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code jangada etcd status}, {@code verify}, {@code hashkv} and {@code restore} beside etcdutl on the same snapshot, which a
 * real etcd has made of random values; whole processes, page cache warm, in turn. etcdutl has no command that only verifies:
 * {@code snapshot status} checks every page too, and stands beside both.
 */
final class EtcdBench {

    private static final int ROUNDS = 5;
    private static final int ROUNDS_OF_LARGE = 3;
    private static final int LARGE_MEGABYTES = 1_000;
    private static final int VALUE_BYTES = 1_500;
    private static final int KEYS_AT_A_TIME = 100;

    /** A part of the keys is written twice, so that there is something behind the newest revision of each. */
    private static final int KEYS_WRITTEN_AGAIN = 10;

    private static final String TABLE = "| file | work | etcdutl | `jangada` | ratio | without the start of both |"
            + " etcdutl: peak RSS | `jangada`: peak RSS / without mapped files |";

    private final Path jangada;
    private final Path scratch;
    private final Path etcdutl = Parts.path("etcdutl");

    private EtcdBench(Path jangada, Path scratch) {
        this.jangada = jangada;
        this.scratch = scratch;
    }

    static void run(List<Integer> megabytes, Path jangada, Path scratch) {
        System.out.println(TABLE);
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (int size : megabytes) {
            new EtcdBench(jangada, scratch).rows(size);
        }
    }

    /** Makes the files of later runs, which then need not be made in the quiet time; later runs leave them. */
    static void fill(List<Integer> megabytes, Path jangada, Path scratch) {
        for (int size : megabytes) {
            System.out.println(new EtcdBench(jangada, scratch).snapshot(size));
        }
    }

    private Path place(int megabytes) {
        return Fillings.folder().resolve("etcd-" + megabytes + ".db");
    }

    private void rows(int megabytes) {
        Path snapshot = Files.exists(place(megabytes)) ? place(megabytes) : snapshot(megabytes);
        Path changed = scratch.resolve("etcd-changed.db");
        try {
            String file = Median.megabytes((double) Files.size(snapshot));
            int rounds = megabytes >= LARGE_MEGABYTES ? ROUNDS_OF_LARGE : ROUNDS;
            String path = snapshot.toString();
            List<String> status = List.of(etcdutl.toString(), "snapshot", "status", path);
            compare(file, "status", rounds, status, ours("etcd", "status", path));
            compare(file, "verify", rounds, status, ours("etcd", "verify", path));
            Path theirs = scratch.resolve("restored-theirs");
            Path own = scratch.resolve("restored-ours");
            compare(
                    file,
                    "restore",
                    rounds,
                    List.of(etcdutl.toString(), "snapshot", "restore", path, "--data-dir", theirs.toString()),
                    ours("etcd", "restore", path, "--yes", "--bump-revision=0", "--data-dir", own.toString()));
            alone(file, "one prefix", rounds, ours("etcd", "keys", path, "/registry/bench/shop-007/"));
            alone(file, "one key", rounds, ours("etcd", "keys", path, key(7, 3), "--value"));
            // Last: etcdutl opens the file for writing, and changes its first pages.
            Files.copy(snapshot, changed, StandardCopyOption.REPLACE_EXISTING);
            String other = changed.toString();
            List<String> hash = List.of(etcdutl.toString(), "hashkv", other);
            compare(file, "hashkv", rounds, hash, ours("etcd", "hashkv", other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Fillings.delete(changed);
        }
    }

    /** What etcdutl does not do. */
    private void alone(String file, String work, int rounds, List<String> ours) {
        var us = new ArrayList<Run>();
        for (int round = 0; round <= rounds; round++) {
            Run our = Run.of(ours, Map.of());
            if (round > 0) {
                us.add(our);
            }
        }
        System.out.println("| " + file + " | " + work + " | | " + Median.seconds(seconds(us)) + " | | | | "
                + Median.megabytes((double) largest(us).peakRss()) + " / "
                + Median.megabytes((double) largest(us).peakAnonymous()) + " |");
    }

    private void compare(String file, String work, int rounds, List<String> theirs, List<String> ours) {
        List<String> theirStart = List.of(etcdutl.toString(), "version");
        List<String> ourStart = ours("--version");
        var them = new ArrayList<Run>();
        var us = new ArrayList<Run>();
        var themStarted = new ArrayList<Run>();
        var usStarted = new ArrayList<Run>();
        for (int round = 0; round <= rounds; round++) {
            clear();
            Run their = Run.of(theirs, Map.of());
            clear();
            Run our = Run.of(ours, Map.of());
            // The first round fills the page cache.
            if (round > 0) {
                them.add(their);
                us.add(our);
                themStarted.add(Run.of(theirStart, Map.of()));
                usStarted.add(Run.of(ourStart, Map.of()));
            }
        }
        clear();
        System.out.println("| " + file + " | " + work + " | " + Median.seconds(seconds(them)) + " | "
                + Median.seconds(seconds(us)) + " | " + Median.ratio(seconds(us), seconds(them)) + " | "
                + Median.ratio(seconds(us) - seconds(usStarted), seconds(them) - seconds(themStarted)) + " | "
                + Median.megabytes((double) largest(them).peakRss()) + " | "
                + Median.megabytes((double) largest(us).peakRss()) + " / "
                + Median.megabytes((double) largest(us).peakAnonymous()) + " |");
    }

    private static double seconds(List<Run> runs) {
        return Median.of(runs.stream().map(Run::seconds).toList());
    }

    private static Run largest(List<Run> runs) {
        return runs.stream().max(Comparator.comparingLong(Run::peakRss)).orElseThrow();
    }

    private List<String> ours(String... arguments) {
        return Stream.concat(Stream.of(jangada.toString()), Stream.of(arguments))
                .toList();
    }

    private void clear() {
        Fillings.delete(scratch.resolve("restored-theirs"));
        Fillings.delete(scratch.resolve("restored-ours"));
    }

    private Path snapshot(int megabytes) {
        Path file = place(megabytes);
        Path unfinished = Fillings.folder().resolve("etcd-" + megabytes + ".part");
        Fillings.delete(unfinished);
        try (EtcdCluster etcd = EtcdCluster.start(
                options -> options.version(EtcdVersion.V3_6).flags("--quota-backend-bytes=8589934592"))) {
            var random = new Random(megabytes);
            long batches = megabytes * 1_000_000L / VALUE_BYTES / KEYS_AT_A_TIME;
            for (long batch = 0; batch < batches; batch++) {
                var _ = etcd.gateway().put(values(batch, random));
                if (batch % KEYS_WRITTEN_AGAIN == 0) {
                    var _ = etcd.gateway().put(values(batch, random));
                }
            }
            etcd.snapshot(unfinished);
            return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> values(long batch, Random random) {
        var values = new TreeMap<String, byte[]>();
        for (int i = 0; i < KEYS_AT_A_TIME; i++) {
            byte[] value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            values.put(key(i, batch), value);
        }
        return values;
    }

    private static String key(int i, long batch) {
        return String.format("/registry/bench/shop-%03d/object-%08d", i, batch);
    }
}
