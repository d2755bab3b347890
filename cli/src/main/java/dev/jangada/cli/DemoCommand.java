package dev.jangada.cli;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code jangada demo}: the tour, on two sample dumps from before and after an accident. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {

    private static final List<String> FILES = List.of("nodes.json", "ns.json", "cluster-dump.json", "dump.json");

    private static final FileAttribute<?> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final String NAMESPACE = "mail-0";

    private final JangadaCommand jangada;

    DemoCommand(JangadaCommand jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() {
        try {
            return tour();
        } catch (Ended ended) {
            return ended.code;
        }
    }

    private int tour() {
        Path folder = unpack();
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
        say(CliMessage.DEMO_RESTORE);
        run("restore", "plan", "--from", before, "--to", after);
        say(CliMessage.DEMO_END);
        return ExitCode.DONE.code();
    }

    /** A command of the tour has failed, for example because nobody reads on, and has said why. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int code;

        Ended(int code) {
            this.code = code;
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
            throw new Ended(code);
        }
    }

    /** Puts the dumps where caches lie, so that the commands of the tour still work when it is over. */
    private Path unpack() {
        Path folder = caches().resolve("jangada").resolve("demo");
        try {
            Files.createDirectories(folder, OURS_ALONE);
            for (String side : List.of("before", "after")) {
                Files.createDirectories(folder.resolve(side), OURS_ALONE);
                for (String file : FILES) {
                    Path fresh = Files.createTempFile(folder, file, ".new");
                    try (InputStream in = Objects.requireNonNull(
                            DemoCommand.class.getResourceAsStream("demo/" + side + "/" + file), file)) {
                        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
                    }
                    Files.move(fresh, folder.resolve(side).resolve(file), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, CliMessage.DEMO_FAILED, folder, e.getMessage());
        }
    }

    /** See the XDG Base Directory Specification. */
    private Path caches() {
        String named = jangada.terminal.environment().getOrDefault("XDG_CACHE_HOME", "");
        return named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache");
    }
}
