package dev.jangada.cli.demo;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.ShellWords;
import dev.jangada.cli.terminal.FileReason;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code jangada demo}: the tour, on two sample dumps from before and after an accident, a snapshot of etcd, and backups. */
@Command(name = "demo")
public final class DemoCommand implements Callable<Integer> {

    private static final List<String> FILES = List.of("nodes.json", "ns.json", "cluster-dump.json", "dump.json");

    private static final FileAttribute<?> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final String NAMESPACE = "mail-0";

    /** Whatever runs a command in this process. */
    @FunctionalInterface
    public interface Commands {

        /**
         * Runs one.
         *
         * @return its exit code
         */
        int run(Terminal terminal, String... arguments);
    }

    private final Jangada jangada;
    private final Commands commands;

    /**
     * The command.
     *
     * @param commands what runs the commands of the tour
     */
    public DemoCommand(Jangada jangada, Commands commands) {
        this.jangada = jangada;
        this.commands = commands;
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
        say(DemoMessage.DEMO_INTRO, folder);
        say(DemoMessage.DEMO_LOOK);
        run("get", "deploy,sts,svc,pvc", "-n", NAMESPACE, "--from", before);
        say(DemoMessage.DEMO_ONE);
        run("get", "configmap/gateway-9-settings-0", "-n", NAMESPACE, "-o", "yaml", "--from", before);
        say(DemoMessage.DEMO_DIFF);
        run("diff", before, after);
        say(DemoMessage.DEMO_FIELD);
        run("diff", before, after, "--include-kinds", "configmaps", "-o", "json");
        say(DemoMessage.DEMO_RESTORE);
        run("restore", "plan", "--from", before, "--to", after);
        etcd(folder, after);
        backups(folder, before, after);
        say(DemoMessage.DEMO_END);
        return ExitCode.DONE.code();
    }

    /** The second part: the same accident out of a snapshot of etcd, which was taken after it. */
    private void etcd(Path folder, String after) {
        String snapshot = folder.resolve("etcd.db").toString();
        String then = "etcd:" + snapshot + "@" + revisionBefore();
        String now = "etcd:" + snapshot;
        say(DemoMessage.DEMO_ETCD);
        run("etcd", "status", snapshot);
        say(DemoMessage.DEMO_ETCD_TRAVEL);
        run("get", "deploy", "-n", NAMESPACE, "--from", now);
        run("get", "deploy", "-n", NAMESPACE, "--from", then);
        say(DemoMessage.DEMO_ETCD_HISTORY);
        run("history", "deploy", "gateway-9", "-n", NAMESPACE, "--from", now);
        say(DemoMessage.DEMO_ETCD_DIFF);
        run("diff", then, now, "-n", NAMESPACE);
        say(DemoMessage.DEMO_ETCD_BACK);
        run(
                "restore",
                "plan",
                "--from",
                then,
                "--to",
                after,
                "-n",
                NAMESPACE,
                "--include-names",
                "gateway-9",
                "--include-kinds",
                "deployments.apps");
        say(DemoMessage.DEMO_ETCD_RESTORE);
        run(
                "etcd",
                "restore",
                snapshot,
                "--all-members",
                fresh(folder.resolve("members")).toString(),
                "--initial-cluster",
                "etcd1=https://10.0.0.11:2380,etcd2=https://10.0.0.12:2380,etcd3=https://10.0.0.13:2380");
    }

    /** The third part: backups, encrypted in a repository. */
    private void backups(Path folder, String before, String after) {
        SampleRepository sample = repository(folder, before, after);
        String settings = sample.settings().toString();
        say(DemoMessage.DEMO_BACKUP, settings);
        run("backup", "list", "--config", settings);
        say(DemoMessage.DEMO_BACKUP_DIFF);
        run("diff", sample.before(), sample.after(), "-n", NAMESPACE, "--config", settings);
        say(DemoMessage.DEMO_BACKUP_ONE);
        run(
                "get",
                "configmap/maps-0-settings-1",
                "-n",
                NAMESPACE,
                "-o",
                "yaml",
                "--from",
                sample.before(),
                "--config",
                settings);
        say(DemoMessage.DEMO_BACKUP_VERIFY);
        run("backup", "verify", "latest", "--config", settings);
    }

    private SampleRepository repository(Path folder, String before, String after) {
        Path place = folder.resolve("backups");
        try {
            Files.createDirectory(fresh(place), OURS_ALONE);
            return SampleRepository.make(jangada, place, before, after);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, DemoMessage.DEMO_FAILED, place, FileReason.of(e));
        }
    }

    private static String revisionBefore() {
        try (InputStream in = resource("etcd.revision")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Neither a restore nor a new repository touches what is there; what the last tour has made is this one's to take away. */
    private static Path fresh(Path made) {
        if (Files.exists(made)) {
            try (Stream<Path> files = Files.walk(made)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new Problem(e, ExitCode.FAILED, DemoMessage.DEMO_FAILED, made, FileReason.of(e));
            }
        }
        return made;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(DemoCommand.class.getResourceAsStream(name), name);
    }

    /** A command of the tour has failed, for example because nobody reads on, and has said why. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int code;

        Ended(int code) {
            this.code = code;
        }
    }

    private void say(DemoMessage message, @Nullable Object... arguments) {
        jangada.terminal().out().println(jangada.terminal().text(message, arguments));
    }

    /** Runs a command of the tour in this process and shows it as one would type it. */
    private void run(String... arguments) {
        Terminal terminal = jangada.terminal();
        terminal.out().println("\n$ jangada " + ShellWords.of(List.of(arguments)));
        terminal.flush();
        String[] spoken = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--lang", terminal.locale().toLanguageTag()))
                .toArray(String[]::new);
        int code = commands.run(terminal, spoken);
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
                    unpack(resource(side + "/" + file), folder.resolve(side).resolve(file));
                }
            }
            unpack(new GZIPInputStream(resource("etcd.db.gz")), folder.resolve("etcd.db"));
            return folder;
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, DemoMessage.DEMO_FAILED, folder, FileReason.of(e));
        }
    }

    private static void unpack(InputStream packed, Path file) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try (packed) {
            Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** See the XDG Base Directory Specification. */
    private Path caches() {
        String named = jangada.terminal().environment().getOrDefault("XDG_CACHE_HOME", "");
        return named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache");
    }
}
