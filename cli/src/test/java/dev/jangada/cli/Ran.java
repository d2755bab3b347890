package dev.jangada.cli;

import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a command ended that was run in this process.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Ran(int code, String out, String err) {

    /** Runs a command as a script would: no terminal, English. */
    public static Ran jangada(String... arguments) {
        return jangada(false, arguments);
    }

    /** Runs a command against a cluster. */
    public static Ran jangada(Path kubeconfig, String... arguments) {
        return jangada(
                Stream.concat(Stream.of(arguments), Stream.of("--kubeconfig", kubeconfig.toString(), "--lang", "en"))
                        .toArray(String[]::new));
    }

    /** Runs a command as a person at a terminal would. */
    public static Ran onTerminal(String... arguments) {
        return jangada(true, arguments);
    }

    private static Ran jangada(boolean terminal, String... arguments) {
        return withEnvironment(Map.of(), terminal, arguments);
    }

    /** Runs a command as a person at a terminal would who types some lines. */
    public static Ran typing(Map<String, String> environment, String lines, String... arguments) {
        return run(new Input(new StringReader(lines), true), environment, true, arguments);
    }

    /** Runs a command with some environment variables. */
    public static Ran withEnvironment(Map<String, String> environment, boolean terminal, String... arguments) {
        return run(Input.NOTHING, environment, terminal, arguments);
    }

    private static Ran run(Input in, Map<String, String> environment, boolean terminal, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(
                new Terminal(
                        in,
                        new PrintWriter(out),
                        new PrintWriter(err, true),
                        terminal,
                        terminal,
                        environment,
                        Locale.ENGLISH),
                arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
