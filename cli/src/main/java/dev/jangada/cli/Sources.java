package dev.jangada.cli;

import dev.jangada.kube.cluster.KubeAccess;
import dev.jangada.kube.cluster.LiveCluster;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.dump.DumpSource;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what a user writes as SOURCE. */
final class Sources {

    static final String LIVE = "live";
    private static final String DUMP = "dump:";

    private final Globals globals;
    private final Terminal terminal;

    Sources(Globals globals, Terminal terminal) {
        this.globals = globals;
        this.terminal = terminal;
    }

    /**
     * Opens a source.
     *
     * @param text {@code live[:CONTEXT]}, {@code dump:DIR} or {@code etcd:FILE[@REVISION]}
     * @throws Problem if it is none of them, or cannot be opened
     */
    ObjectSource open(String text) {
        return open(text, true);
    }

    /** The same for a glance: an etcd snapshot is not read whole first, to compare it with the checksum that it carries. */
    ObjectSource openUnchecked(String text) {
        return open(text, false);
    }

    private ObjectSource open(String text, boolean checked) {
        if (isLive(text)) {
            return openLive(text);
        }
        if (text.startsWith(DUMP) && text.length() > DUMP.length()) {
            DumpSource dump = DumpSource.open(Path.of(text.substring(DUMP.length())));
            dump.notes().forEach(note -> warn(note.in(terminal.locale())));
            return dump;
        }
        if (EtcdName.isOne(text)) {
            return etcd().open(text, checked);
        }
        if (Files.exists(Path.of(text))) {
            throw new Problem(ExitCode.USAGE, CliMessage.SOURCE_IS_A_PATH, text);
        }
        throw new Problem(ExitCode.USAGE, CliMessage.SOURCE_UNKNOWN, text);
    }

    /**
     * Opens a running cluster.
     *
     * @param text {@code live[:CONTEXT]}
     * @throws Problem if it cannot be opened
     */
    LiveSource openLive(String text) {
        LiveSource cluster = LiveCluster.open(access(text), this::waiting);
        cluster.warnings().forEach(warning -> warn(warning.in(terminal.locale())));
        return cluster;
    }

    /** Opens etcd's files. */
    EtcdSources etcd() {
        return new EtcdSources(globals, terminal, this::warn);
    }

    /** How a user writes the cluster of a context. */
    static String live(String context) {
        return LIVE + ":" + context;
    }

    /** How a user writes a dump in a directory. */
    static String dump(Path directory) {
        return DUMP + directory;
    }

    /** The same source in words that mean it in another directory too. */
    static String absolute(String text) {
        if (EtcdName.isOne(text)) {
            return EtcdName.of(text).absolute();
        }
        return text.startsWith(DUMP) && text.length() > DUMP.length()
                ? DUMP + Path.of(text.substring(DUMP.length())).toAbsolutePath().normalize()
                : text;
    }

    /** The namespace that is meant: the one that is named, else the context's for a cluster, else {@code default}. */
    String namespace(String source) {
        return globals.namespace()
                .orElseGet(() -> isLive(source) ? access(source).namespace() : "default");
    }

    /** Whether a running cluster is meant. */
    static boolean isLive(String text) {
        return text.equals(LIVE) || text.startsWith(LIVE + ":");
    }

    /** Told by whoever reads, while a line of progress may stand there. */
    private void waiting(Problem why) {
        if (!globals.quiet) {
            if (terminal.errIsTerminal()) {
                terminal.startOfLine();
            }
            terminal.note(CliMessage.WARNING, why.in(terminal.locale()));
        }
    }

    private void warn(String sentence) {
        if (!globals.quiet) {
            terminal.note(CliMessage.WARNING, sentence);
        }
    }

    private KubeAccess access(String text) {
        Optional<String> context =
                text.length() > LIVE.length() + 1 ? Optional.of(text.substring(LIVE.length() + 1)) : globals.context();
        return new KubeAccess(globals.kubeconfig(terminal.environment()), context, text);
    }
}
