package dev.jangada.cli;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code jangada demo}: the tour, on two sample dumps from before and after an accident. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {

    private static final List<String> FILES = List.of("nodes.json", "ns.json", "cluster-dump.json", "dump.json");

    private static final String NAMESPACE = "mail-0";

    @ParentCommand
    private JangadaCommand jangada;

    @Option(names = "--keep", descriptionKey = "demo.keep")
    private boolean keep;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    DemoCommand() {}

    @Override
    public Integer call() {
        Path folder = unpack();
        try {
            Terminal terminal = jangada.terminal;
            String before = "dump:" + folder.resolve("before");
            String after = "dump:" + folder.resolve("after");
            say(CliMessage.DEMO_INTRO, folder);
            say(CliMessage.DEMO_LOOK);
            run("get", "deploy,sts,svc,pvc", "-n", NAMESPACE, "--from", before);
            say(CliMessage.DEMO_ONE);
            run("get", "configmap/gateway-9-settings-0", "-n", NAMESPACE, "-o", "yaml", "--from", before);
            say(CliMessage.DEMO_DIFF);
            run("diff", before, after);
            say(CliMessage.DEMO_FIELD);
            run("diff", before, after, "--include-kinds", "configmaps", "-o", "json");
            say(CliMessage.DEMO_END);
            if (keep) {
                say(CliMessage.DEMO_KEPT, folder);
            }
            terminal.flush();
            return ExitCode.DONE.code();
        } finally {
            if (!keep) {
                delete(folder);
            }
        }
    }

    private void say(CliMessage message, @Nullable Object... arguments) {
        jangada.terminal.out().println(jangada.terminal.text(message, arguments));
    }

    /** Runs a command of the tour in this process and shows it as one would type it. */
    private void run(String... arguments) {
        Terminal terminal = jangada.terminal;
        terminal.out().println("\n$ jangada " + String.join(" ", arguments));
        terminal.flush();
        String[] spoken = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--lang", terminal.locale().toLanguageTag()))
                .toArray(String[]::new);
        int code = Main.run(terminal, spoken);
        if (code != ExitCode.DONE.code() && code != ExitCode.DIFFERENT.code()) {
            throw new IllegalStateException("a command of the tour ended with exit code " + code);
        }
    }

    private static Path unpack() {
        String where = System.getProperty("java.io.tmpdir", "/tmp");
        try {
            Path folder = Files.createTempDirectory("jangada-demo-");
            for (String side : List.of("before", "after")) {
                Files.createDirectory(folder.resolve(side));
                for (String file : FILES) {
                    try (InputStream in = Objects.requireNonNull(
                            DemoCommand.class.getResourceAsStream("demo/" + side + "/" + file), file)) {
                        Files.copy(in, folder.resolve(side).resolve(file));
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, CliMessage.DEMO_FAILED, where, e.getMessage());
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
