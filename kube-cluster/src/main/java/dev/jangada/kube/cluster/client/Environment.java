package dev.jangada.kube.cluster.client;

import java.io.Console;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was started with.
 *
 * @param variables the environment variables
 * @param home the user's home directory
 */
public record Environment(Map<String, String> variables, Path home) {

    public static Environment ofProcess() {
        return new Environment(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /**
     * Whether somebody can be asked something on the standard input. The launcher says so; without it Java knows only
     * whether input and output are both a terminal.
     */
    @SuppressWarnings("SystemConsoleNull") // Its contract still allows null, and NullAway holds us to it.
    boolean hasTerminal() {
        Console console = System.console();
        return first("JANGADA_STDIN_TTY").map("1"::equals).orElseGet(() -> console != null && console.isTerminal());
    }

    /** The first of these variables that is set and not empty. */
    Optional<String> first(String... names) {
        for (String name : names) {
            String value = variables.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }
}
