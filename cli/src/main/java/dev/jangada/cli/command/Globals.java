package dev.jangada.cli.command;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.settings.Settings;
import dev.jangada.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes, before or behind its name. */
public final class Globals {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            descriptionKey = "config",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    private Path config;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            descriptionKey = "kubeconfig",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    private Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            descriptionKey = "context",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    private String context;

    @Option(
            names = "--lang",
            paramLabel = "en|pt-BR",
            descriptionKey = "lang",
            converter = Language.Option.class,
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    String lang;

    @Option(names = "--yes", descriptionKey = "yes", scope = picocli.CommandLine.ScopeType.INHERIT)
    private boolean yes;

    @Option(
            names = {"-q", "--quiet"},
            descriptionKey = "quiet",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    private boolean quiet;

    @Option(
            names = {"-n", "--namespace"},
            split = ",",
            paramLabel = "NS",
            descriptionKey = "namespace",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    private List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--encryption-config",
            paramLabel = "FILE",
            descriptionKey = "encryption-config",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    private Path encryptionConfig;

    @Option(
            names = "--etcd-prefix",
            paramLabel = "PREFIX",
            descriptionKey = "etcd-prefix",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    private String etcdPrefix;

    @Option(names = "--etcd-force", descriptionKey = "etcd-force", scope = picocli.CommandLine.ScopeType.INHERIT)
    private boolean etcdForce;

    private @Nullable Settings settings;

    private boolean verbose;

    @Option(
            names = {"-v", "--verbose"},
            descriptionKey = "verbose",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    void verbose(boolean on) {
        verbose = on;
        if (on) {
            Logging.showDetails();
        }
    }

    /** Whether the user wants to know what is behind a failure, and what libraries log. */
    public boolean verbose() {
        return verbose;
    }

    /** Whether the user wants only the data, and what is wrong. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether the user has answered the question whether to do it. */
    public boolean yes() {
        return yes;
    }

    /** The namespaces that {@code -n} names, or globs; empty for all. */
    public List<String> namespaces() {
        return Collections.unmodifiableList(namespaces);
    }

    /** Under what the API server keeps its objects in an etcd file, where the user says it. */
    public Optional<String> etcdPrefix() {
        return Optional.ofNullable(etcdPrefix);
    }

    /** Whether an etcd file is opened that a running etcd holds, or that is not sound. */
    public boolean etcdForce() {
        return etcdForce;
    }

    /** The context that the command line names. */
    public Optional<String> namedContext() {
        return Optional.ofNullable(context);
    }

    /** The kubeconfig that the command line names. */
    public Optional<Path> namedKubeconfig() {
        return Optional.ofNullable(kubeconfig);
    }

    /** The context that the user or the settings file names. */
    public Optional<String> context() {
        return Optional.ofNullable(context).or(() -> settings().cluster().context());
    }

    /** The kubeconfig that the user or the settings file names; $KUBECONFIG stands between the two. */
    public Optional<Path> kubeconfig(Map<String, String> environment) {
        return Optional.ofNullable(kubeconfig)
                .or(() -> environment.getOrDefault("KUBECONFIG", "").isEmpty()
                        ? settings().cluster().kubeconfig()
                        : Optional.empty());
    }

    /** The API server's EncryptionConfiguration that the user or the settings file names. */
    public Optional<Path> encryptionConfig() {
        return Optional.ofNullable(encryptionConfig)
                .or(() -> settings().cluster().etcd().encryptionConfigFile());
    }

    /** The one namespace that {@code -n} or the settings file names; empty if none is. */
    public Optional<String> namespace() {
        return switch (namespaces.size()) {
            case 0 -> settings().cluster().namespace();
            case 1 -> Optional.of(namespaces.getFirst());
            default -> throw new Problem(ExitCode.USAGE, CommandMessage.ONE_NAMESPACE);
        };
    }

    /**
     * Words of a command line for who copies it from a hint: as a shell wants them, and behind them what the user has said
     * to find the settings, the cluster and what is in an etcd file, without which they would mean something else.
     */
    public String again(String... words) {
        var all = new ArrayList<String>(List.of(words));
        add(all, "--config", config);
        add(all, "--kubeconfig", kubeconfig);
        add(all, "--context", context);
        add(all, "--encryption-config", encryptionConfig);
        add(all, "--etcd-prefix", etcdPrefix);
        if (etcdForce) {
            all.add("--etcd-force");
        }
        return ShellWords.of(all);
    }

    /**
     * What the user has said on the command line of which cluster and what of it is meant, for who says it from another directory:
     * files by their whole paths. Without the settings file.
     */
    public List<String> lasting() {
        var all = new ArrayList<String>();
        add(all, "--kubeconfig", whole(kubeconfig));
        add(all, "--context", context);
        add(all, "--encryption-config", whole(encryptionConfig));
        add(all, "--etcd-prefix", etcdPrefix);
        add(all, "--namespace", namespaces.isEmpty() ? null : String.join(",", namespaces));
        return all;
    }

    private static @Nullable Path whole(@Nullable Path path) {
        return path == null ? null : path.toAbsolutePath().normalize();
    }

    private static void add(List<String> words, String option, @Nullable Object value) {
        if (value != null) {
            words.addAll(List.of(option, value.toString()));
        }
    }

    /** The settings file that the command line names. */
    public Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    /**
     * What the settings file says: the one that is named, or the usual one if it is there. It is read once, when somebody asks first.
     *
     * @throws Problem if the named one is not there, or that tells all that is wrong with it
     */
    public Settings settings() {
        Settings known = settings;
        if (known == null) {
            boolean isThere = config != null || Files.exists(SettingsFile.USUAL);
            known = isThere
                    ? SettingsFile.read(
                                    config == null ? SettingsFile.USUAL : config,
                                    Path.of(System.getProperty("user.home")))
                            .settings()
                    : Settings.USUAL;
            settings = known;
        }
        return known;
    }
}
