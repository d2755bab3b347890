package dev.jangada.cli.demo;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.ShellWords;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code jangada demo}: the tour, on dumps, snapshots of etcd and backups of a sample cluster, from before and after an accident. */
@Command(name = "demo")
public final class DemoCommand implements Callable<Integer> {

    private static final String NAMESPACE = "mail-0";
    private static final String BACKUPS = "backups";

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
        SampleFiles sample = SampleFiles.unpack(jangada.terminal().environment());
        String before = sample.dumpBefore();
        String after = sample.dumpAfter();
        say(DemoMessage.DEMO_INTRO, sample.folder());
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
        etcd(sample);
        backups(sample);
        say(DemoMessage.DEMO_END);
        return ExitCode.DONE.code();
    }

    /** The second part: the same accident out of etcd's own snapshots, of which the second retains what was before it. */
    private void etcd(SampleFiles sample) {
        String snapshot = sample.snapshotAfter();
        String then = "etcd:" + snapshot + "@" + SampleFiles.revisionBefore();
        String now = "etcd:" + snapshot;
        say(DemoMessage.DEMO_ETCD);
        run("etcd", "status", snapshot);
        say(DemoMessage.DEMO_ETCD_TWO);
        run("diff", "etcd:" + sample.snapshotBefore(), now, "-n", NAMESPACE);
        say(DemoMessage.DEMO_ETCD_TRAVEL);
        run("get", "deploy", "-n", NAMESPACE, "--from", now);
        run("get", "deploy", "-n", NAMESPACE, "--from", then);
        say(DemoMessage.DEMO_ETCD_HISTORY);
        run("history", "deploy", "gateway-9", "-n", NAMESPACE, "--from", now);
        say(DemoMessage.DEMO_ETCD_DIFF);
        run("diff", then, now, "-n", NAMESPACE, "--include-kinds", "deployments.apps,statefulsets.apps");
        say(DemoMessage.DEMO_ETCD_BACK);
        run(
                "restore",
                "plan",
                "--from",
                then,
                "--to",
                sample.dumpAfter(),
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
                sample.fresh("members").toString(),
                "--initial-cluster",
                "etcd1=https://10.0.0.11:2380,etcd2=https://10.0.0.12:2380,etcd3=https://10.0.0.13:2380");
    }

    /** The third part: backups, encrypted in a repository. */
    private void backups(SampleFiles files) {
        SampleRepository sample = repository(files);
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

    private SampleRepository repository(SampleFiles files) {
        try {
            return SampleRepository.make(jangada, files.freshDirectory(BACKUPS), files.dumpBefore(), files.dumpAfter());
        } catch (IOException e) {
            throw SampleFiles.failed(files.folder().resolve(BACKUPS), e);
        }
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
}
