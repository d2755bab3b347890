package dev.jangada.cli.source;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Globals;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.KubeAccess;
import dev.jangada.kube.cluster.LiveCluster;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.dump.DumpSource;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what a user writes as SOURCE. */
public final class Sources {

    /** The cluster of the context that is meant. */
    public static final String LIVE = "live";

    private static final String DUMP = "dump:";

    private final Globals globals;
    private final Terminal terminal;
    private final BackupSources backups;

    /** Opens for a command that has no options of its own for the repository of backups. */
    public static Sources of(Jangada jangada) {
        return of(jangada, new RepositoryUse());
    }

    /**
     * Opens for a command.
     *
     * @param use where backups are
     */
    public static Sources of(Jangada jangada, RepositoryUse use) {
        return new Sources(jangada.globals(), jangada.terminal(), use);
    }

    private Sources(Globals globals, Terminal terminal, RepositoryUse use) {
        this.globals = globals;
        this.terminal = terminal;
        this.backups = new BackupSources(new Jangada(terminal, globals), use, this::warn);
    }

    /**
     * Opens a source.
     *
     * @param text {@code live[:CONTEXT]}, {@code dump:DIR}, {@code etcd:FILE[@REVISION]} or {@code backup:ID[@REVISION]}
     * @throws Problem if it is none of them, or cannot be opened
     */
    public ObjectSource open(String text) {
        return open(text, true);
    }

    /** The same for a glance: an etcd snapshot is not read whole first, to compare it with the checksum that it carries. */
    public ObjectSource openUnchecked(String text) {
        return open(text, false);
    }

    private ObjectSource open(String text, boolean checked) {
        if (isLive(text)) {
            return openLive(text);
        }
        if (text.startsWith(DUMP) && text.length() > DUMP.length()) {
            DumpSource dump = DumpSource.open(Path.of(text.substring(DUMP.length())));
            dump.notes().forEach(note -> warn(note.in(terminal.locale())));
            return new OpenDump(dump, new PartialWatch(terminal, this::warn, true));
        }
        if (EtcdName.isOne(text)) {
            return etcd().open(text, checked);
        }
        if (BackupName.isOne(text)) {
            return backups.open(BackupName.of(text));
        }
        if (Files.exists(Path.of(text))) {
            throw new Problem(ExitCode.USAGE, SourceMessage.SOURCE_IS_A_PATH, text);
        }
        throw new Problem(ExitCode.USAGE, SourceMessage.SOURCE_UNKNOWN, text);
    }

    /**
     * Opens a running cluster.
     *
     * @param text {@code live[:CONTEXT]}
     * @throws Problem if it cannot be opened
     */
    public LiveSource openLive(String text) {
        LiveSource cluster = LiveCluster.open(access(text), this::waiting);
        cluster.warnings().forEach(warning -> warn(warning.in(terminal.locale())));
        return cluster;
    }

    /**
     * Opens an etcd file for a glance, with what only an etcd can tell.
     *
     * @param text {@code etcd:FILE[@REVISION]}, or {@code backup:ID@REVISION}
     * @throws Problem if it cannot be opened
     */
    public EtcdSource openEtcd(String text) {
        return BackupName.isOne(text) ? backups.etcd(BackupName.of(text)) : etcd().source(text, false);
    }

    /**
     * Opens the backups of a cluster up to one of them.
     *
     * @param text {@code backup:ID} or {@code backup:latest}
     * @throws Problem if there is none, or the repository cannot be opened
     */
    public BackupsUpTo openBackups(String text) {
        return backups.upTo(BackupName.of(text));
    }

    private EtcdSources etcd() {
        return new EtcdSources(globals, terminal, this::warn);
    }

    /** How a user writes the cluster of a context. */
    public static String live(String context) {
        return LIVE + ":" + context;
    }

    /** How a user writes a dump in a directory. */
    public static String dump(Path directory) {
        return DUMP + directory;
    }

    /** The same source in words that mean it in another directory too. */
    public static String absolute(String text) {
        if (EtcdName.isOne(text)) {
            return EtcdName.of(text).absolute();
        }
        return text.startsWith(DUMP) && text.length() > DUMP.length()
                ? DUMP + Path.of(text.substring(DUMP.length())).toAbsolutePath().normalize()
                : text;
    }

    /** The namespace that is meant: the one that is named, else the context's for a cluster, else {@code default}. */
    public String namespace(String source) {
        return globals.namespace()
                .orElseGet(() -> isLive(source) ? access(source).namespace() : "default");
    }

    /** Whether a running cluster is meant. */
    public static boolean isLive(String text) {
        return text.equals(LIVE) || text.startsWith(LIVE + ":");
    }

    /** Told by whoever reads, while a line of progress may stand there. */
    private void waiting(Problem why) {
        if (!globals.quiet()) {
            if (terminal.errIsTerminal()) {
                terminal.startOfLine();
            }
            terminal.note(CommandMessage.WARNING, why.in(terminal.locale()));
        }
    }

    private void warn(String sentence) {
        if (!globals.quiet()) {
            terminal.note(CommandMessage.WARNING, sentence);
        }
    }

    private KubeAccess access(String text) {
        Optional<String> context =
                text.length() > LIVE.length() + 1 ? Optional.of(text.substring(LIVE.length() + 1)) : globals.context();
        return new KubeAccess(globals.kubeconfig(terminal.environment()), context, text);
    }
}
