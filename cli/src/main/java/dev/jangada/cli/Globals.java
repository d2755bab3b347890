package dev.jangada.cli;

import java.nio.file.Path;
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

    Optional<String> context() {
        return Optional.ofNullable(context);
    }

    Optional<Path> kubeconfig() {
        return Optional.ofNullable(kubeconfig);
    }
}
