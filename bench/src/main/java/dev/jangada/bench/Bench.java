package dev.jangada.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code bench/run NAME [SIZE...]}: runs one benchmark and prints its table. */
public final class Bench {

    private Bench() {}

    /** Arguments: the name of the benchmark, and for some the sizes to run it at. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(System.getProperty("jangada.root"));
        Path application = root.resolve("dist/target/jangada");
        Path jangada = application.resolve("bin/jangada");
        Path scratch = Files.createDirectories(root.resolve("bench/target/scratch"));
        List<Integer> sizes =
                Stream.of(arguments).skip(1).map(Integer::parseInt).toList();
        switch (arguments[0]) {
            case "backup" -> BackupBench.run(sizes.isEmpty() ? List.of(15_000, 300_000) : sizes, jangada, scratch);
            case "capture" ->
                CaptureBench.run(sizes.isEmpty() ? List.of(1_000, 15_000, 100_000, 300_000) : sizes, jangada, scratch);
            case "etcd" -> EtcdBench.run(sizes.isEmpty() ? List.of(70, 1_000, 4_000) : sizes, jangada, scratch);
            case "etcd-fill" -> EtcdBench.fill(sizes, jangada, scratch);
            case "extract" -> ExtractBench.run(sizes.isEmpty() ? List.of(70, 1_000) : sizes, jangada, scratch);
            case "extract-fill" -> ExtractBench.fill(sizes, jangada, scratch);
            case "guide" ->
                GuideBench.run(
                        sizes.isEmpty() ? List.of(1_000, 15_000) : sizes,
                        jangada,
                        root.resolve("bench/guide-dump"),
                        scratch);
            case "repository" -> RepositoryBench.run(sizes.isEmpty() ? List.of(300) : sizes, scratch);
            case "restore" ->
                RestoreBench.run(sizes.isEmpty() ? List.of(1_000, 15_000, 100_000, 300_000) : sizes, jangada, scratch);
            case "startup" -> StartupBench.run(application, scratch);
            default ->
                throw new IllegalArgumentException(
                        "benchmarks: backup [SIZE...], capture [SIZE...], etcd [MEGABYTES...], etcd-fill MEGABYTES...,"
                                + " extract [MEGABYTES...], extract-fill MEGABYTES..., guide [SIZE...],"
                                + " repository [MEGABYTES...], restore [SIZE...], startup");
        }
    }
}
