package dev.jangada.cli;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes, before or behind its name. */
final class Globals {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            descriptionKey = "config",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    Path config;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            descriptionKey = "kubeconfig",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            descriptionKey = "context",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    String context;

    @Option(
            names = "--lang",
            paramLabel = "en|pt-BR",
            descriptionKey = "lang",
            converter = Language.Option.class,
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    String lang;

    @Option(names = "--yes", descriptionKey = "yes", scope = picocli.CommandLine.ScopeType.INHERIT)
    boolean yes;

    @Option(
            names = {"-q", "--quiet"},
            descriptionKey = "quiet",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    boolean quiet;

    @Option(
            names = {"-n", "--namespace"},
            split = ",",
            paramLabel = "NS",
            descriptionKey = "namespace",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--encryption-config",
            paramLabel = "FILE",
            descriptionKey = "encryption-config",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    Path encryptionConfig;

    @Option(
            names = "--etcd-prefix",
            paramLabel = "PREFIX",
            descriptionKey = "etcd-prefix",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    @Nullable
    String etcdPrefix;

    @Option(names = "--etcd-force", descriptionKey = "etcd-force", scope = picocli.CommandLine.ScopeType.INHERIT)
    boolean etcdForce;

    private @Nullable ConfigFile configFile;

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

    boolean verbose() {
        return verbose;
    }

    /** The context that the user or the settings file names. */
    Optional<String> context() {
        return Optional.ofNullable(context).or(() -> configFile().context());
    }

    /** The kubeconfig that the user or the settings file names; $KUBECONFIG stands between the two. */
    Optional<Path> kubeconfig(Map<String, String> environment) {
        return Optional.ofNullable(kubeconfig)
                .or(() -> environment.getOrDefault("KUBECONFIG", "").isEmpty()
                        ? configFile().kubeconfig()
                        : Optional.empty());
    }

    /** The API server's EncryptionConfiguration that the user or the settings file names. */
    Optional<Path> encryptionConfig() {
        return Optional.ofNullable(encryptionConfig).or(() -> configFile().encryptionConfig());
    }

    /** The one namespace that {@code -n} or the settings file names; empty if none is. */
    Optional<String> namespace() {
        return switch (namespaces.size()) {
            case 0 -> configFile().namespace();
            case 1 -> Optional.of(namespaces.getFirst());
            default -> throw new Problem(ExitCode.USAGE, CliMessage.ONE_NAMESPACE);
        };
    }

    /** Reads the settings file, once. */
    ConfigFile configFile() {
        ConfigFile read = configFile;
        if (read == null) {
            read = ConfigFile.read(config);
            configFile = read;
        }
        return read;
    }
}
