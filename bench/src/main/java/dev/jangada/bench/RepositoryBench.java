package dev.jangada.bench;

import dev.jangada.lab.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The repository beside the real restic: a tree of files written and read, whole processes, both into repositories of the same
 * polynomial that restic has made, so that deriving the key takes both as long; then snapshots of a real etcd, one after the other.
 */
final class RepositoryBench {

    private static final int ROUNDS = 3;
    private static final int FILE_BYTES = 3_000;
    private static final int LARGE_BYTES = 20_000_000;
    private static final int ETCD_SNAPSHOTS = 4;
    private static final Map<String, String> PASSPHRASE = Map.of("RESTIC_PASSWORD", "bench");

    private final Path scratch;
    private final String restic = Parts.path("restic").toString();

    private RepositoryBench(Path scratch) {
        this.scratch = scratch;
    }

    static void run(List<Integer> megabytes, Path scratch) {
        Path folder = scratch.resolve("repository");
        Fillings.delete(folder);
        try {
            var bench = new RepositoryBench(Files.createDirectories(folder));
            System.out.println(
                    "| files | work | restic: time / CPU / peak RSS | Jangada | time | size of the repository |");
            System.out.println("|---|---|---|---|---|---|");
            for (int size : megabytes) {
                bench.rows(size);
            }
            bench.etcd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Fillings.delete(folder);
        }
    }

    private void rows(int megabytes) throws IOException {
        Path tree = scratch.resolve("tree");
        int files = makeTree(tree, megabytes);
        Path theirs = scratch.resolve("theirs");
        Path ours = scratch.resolve("ours");
        var times = new ArrayList<List<CpuRun>>();
        for (int i = 0; i < 4; i++) {
            times.add(new ArrayList<>());
        }
        long theirSize = 0;
        long ourSize = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            Fillings.delete(theirs);
            Fillings.delete(ours);
            restic(theirs, Map.of(), "init", "--repository-version", "2");
            restic(
                    ours,
                    Map.of("RESTIC_FROM_REPOSITORY", theirs.toString(), "RESTIC_FROM_PASSWORD", "bench"),
                    "init",
                    "--repository-version",
                    "2",
                    "--copy-chunker-params");
            CpuRun theirWrite = restic(theirs, Map.of(), "backup", tree.toString());
            CpuRun ourWrite = once("write", ours, tree);
            theirSize = Fillings.size(theirs);
            ourSize = Fillings.size(ours);
            CpuRun theirRead = restic(
                    theirs,
                    Map.of(),
                    "restore",
                    "latest",
                    "--target",
                    fresh("out-theirs").toString());
            CpuRun ourRead = once("read", ours, fresh("out-ours"));
            if (round > 0) { // the first one fills the page cache
                times.get(0).add(theirWrite);
                times.get(1).add(ourWrite);
                times.get(2).add(theirRead);
                times.get(3).add(ourRead);
            }
        }
        restic(ours, Map.of(), "check", "--read-data");
        String what = files + " files, " + Median.megabytes((double) Fillings.size(tree));
        row(what, "write", times.get(0), times.get(1), Median.ratio((double) ourSize, (double) theirSize));
        row(what, "read", times.get(2), times.get(3), "");
    }

    private static void row(String what, String work, List<CpuRun> theirs, List<CpuRun> ours, String size) {
        System.out.println("| " + what + " | " + work + " | " + cost(theirs) + " | " + cost(ours) + " | "
                + Median.ratio(seconds(ours), seconds(theirs)) + " | " + size + " |");
    }

    private static double seconds(List<CpuRun> runs) {
        return Median.of(runs.stream().map(CpuRun::seconds).toList());
    }

    private static String cost(List<CpuRun> runs) {
        long rss = runs.stream().mapToLong(CpuRun::peakRss).max().orElse(0);
        return Median.seconds(seconds(runs)) + " / "
                + Median.seconds(Median.of(runs.stream().map(CpuRun::cpu).toList())) + " / "
                + Median.megabytes((double) rss);
    }

    /** What each further snapshot of one etcd adds to three repositories. */
    private void etcd() throws IOException {
        Path theirs = scratch.resolve("etcd-restic");
        Path content = scratch.resolve("etcd-content");
        Path pieces = scratch.resolve("etcd-pieces");
        for (Path place : List.of(theirs, content, pieces)) {
            restic(place, Map.of(), "init", "--repository-version", "2");
        }
        System.out.println();
        System.out.println(
                "| snapshot of etcd | size | `restic backup` stores | Jangada, cut as restic | Jangada, cut every 64 KiB |");
        System.out.println("|---|---|---|---|---|");
        try (var living = new LivingEtcd()) {
            for (int i = 0; i < ETCD_SNAPSHOTS; i++) {
                Path file = scratch.resolve("db");
                String what = living.snapshot(i, file);
                String line = "| " + what + " | " + Median.megabytes((double) Files.size(file));
                long before = Fillings.size(theirs);
                restic(theirs, Map.of(), "backup", file.toString());
                line += " | " + fine(Fillings.size(theirs) - before);
                before = Fillings.size(content);
                once("content", content, file);
                line += " | " + fine(Fillings.size(content) - before);
                before = Fillings.size(pieces);
                once("etcd", pieces, file);
                System.out.println(line + " | " + fine(Fillings.size(pieces) - before) + " |");
                Files.delete(file);
            }
        }
        restic(pieces, Map.of(), "check", "--read-data");
    }

    private static String fine(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }

    private CpuRun restic(Path repository, Map<String, String> environment, String... arguments) {
        var all = new java.util.HashMap<>(PASSPHRASE);
        all.putAll(environment);
        var words = new ArrayList<>(List.of(restic, "--no-cache", "-q", "-r", repository.toString()));
        words.addAll(List.of(arguments));
        return CpuRun.of(words, all);
    }

    private static CpuRun once(String work, Path repository, Path what) {
        return CpuRun.of(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=4",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RepositoryOnce.class.getName(),
                        work,
                        repository.toString(),
                        what.toString()),
                PASSPHRASE);
    }

    private Path fresh(String name) throws IOException {
        Path folder = scratch.resolve(name);
        Fillings.delete(folder);
        return Files.createDirectory(folder);
    }

    /** Two thirds in JSON files of some kilobytes, the rest in large ones of which half cannot be compressed. */
    private static int makeTree(Path root, int megabytes) throws IOException {
        Fillings.delete(root);
        var random = new Random(megabytes);
        int small = (int) (megabytes * 1_000_000L * 2 / 3 / FILE_BYTES);
        for (int i = 0; i < small; i++) {
            Path folder = Files.createDirectories(root.resolve("objects/kind-" + i % 40 + "/space-" + i / 40 % 50));
            Files.write(folder.resolve("object-" + i + ".json"), json(random, i));
        }
        int large = Math.max(1, megabytes * 1_000_000 / 3 / LARGE_BYTES);
        Files.createDirectories(root.resolve("etcd"));
        for (int i = 0; i < large; i++) {
            byte[] bytes = new byte[LARGE_BYTES];
            random.nextBytes(bytes);
            for (int at = 0; at < LARGE_BYTES; at += 2 * FILE_BYTES) {
                byte[] text = json(random, at);
                System.arraycopy(text, 0, bytes, at, Math.min(text.length, LARGE_BYTES - at));
            }
            Files.write(root.resolve("etcd/large-" + i), bytes);
        }
        return small + large;
    }

    static byte[] json(Random random, int number) {
        var text = new StringBuilder(FILE_BYTES + 200);
        text.append("{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"object-").append(number);
        text.append("\",\"namespace\":\"shop\",\"labels\":{\"app\":\"web\"}},\"data\":{");
        while (text.length() < FILE_BYTES) {
            text.append("\"setting-").append(text.length()).append("\":\"");
            text.append(Long.toHexString(random.nextLong())).append(" is the value of it\",");
        }
        return text.append("\"end\":\"\"}}\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
