package dev.jangada.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code jangada --help} out of the archive beside the smallest picocli program, both with the same Java runtime. */
final class StartupBench {

    private static final int ROUNDS = 21;

    private StartupBench() {}

    static void run(Path application, Path scratch) {
        Path runtime = application.resolve("runtime/bin/java");
        String classpath =
                String.join(":", jars(application, "picocli"), helloJar(scratch).toString());
        Path cache = scratch.resolve("hello.aot");
        List<String> plain = List.of(
                runtime.toString(), "-XX:+UseSerialGC", "-Xmx512m", "-cp", classpath, Hello.class.getName(), "--help");
        Run.of(with(plain, "-XX:AOTCacheOutput=" + cache), Map.of());
        List<String> cached = with(plain, "-XX:AOTCache=" + cache);
        List<String> help = List.of(application.resolve("bin/jangada").toString(), "--help");

        var helloPlain = new ArrayList<Double>();
        var helloCached = new ArrayList<Double>();
        var jangada = new ArrayList<Double>();
        for (int round = 0; round <= ROUNDS; round++) {
            double a = Run.of(plain, Map.of()).seconds();
            double b = Run.of(cached, Map.of()).seconds();
            double c = Run.of(help, Map.of()).seconds();
            if (round > 0) {
                helloPlain.add(a);
                helloCached.add(b);
                jangada.add(c);
            }
        }
        System.out.println(
                "| hello-world picocli | the same with an AOT cache | `jangada --help` | ÷ hello | ÷ hello with cache |");
        System.out.println("|---|---|---|---|---|");
        System.out.println("| " + Median.seconds(Median.of(helloPlain)) + " | " + Median.seconds(Median.of(helloCached))
                + " | " + Median.seconds(Median.of(jangada)) + " | "
                + Median.ratio(Median.of(jangada), Median.of(helloPlain)) + " | "
                + Median.ratio(Median.of(jangada), Median.of(helloCached)) + " |");
    }

    private static List<String> with(List<String> command, String option) {
        return Stream.of(command.subList(0, 1), List.of(option), command.subList(1, command.size()))
                .flatMap(List::stream)
                .toList();
    }

    private static String jars(Path application, String name) {
        try (Stream<Path> files = java.nio.file.Files.list(application.resolve("lib"))) {
            return files.map(Path::toString)
                    .filter(file -> file.contains("/" + name))
                    .findFirst()
                    .orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** An AOT cache wants jars, so the hello-world program gets one of its own. */
    private static Path helloJar(Path scratch) {
        Path jar = scratch.resolve("hello.jar");
        String file = Hello.class.getName().replace('.', '/') + ".class";
        try (var out = new java.util.jar.JarOutputStream(java.nio.file.Files.newOutputStream(jar));
                var in = java.util.Objects.requireNonNull(Hello.class.getResourceAsStream("/" + file))) {
            out.putNextEntry(new java.util.zip.ZipEntry(file));
            in.transferTo(out);
            return jar;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
