package dev.jangada.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/**
 * What the ahead-of-time cache is made from: the common commands, run once in one process on the sample dumps, so that
 * the Java runtime has seen the classes and methods that they need. Run by the build only.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /** Runs the rehearsal in a scratch folder, the only argument; fails if a command of it does. */
    public static void main(String[] arguments) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        for (String language : new String[] {"en", "pt-BR"}) {
            var environment = Map.of("XDG_CACHE_HOME", arguments[0]);
            var terminal = new Terminal(nowhere, nowhere, true, false, environment, Locale.ENGLISH);
            for (String command : new String[] {"", "get ", "diff ", "dump "}) {
                run(terminal, (command + "--help --lang " + language).split(" "));
            }
            run(terminal, "--version");
            run(terminal, "demo", "--lang", language);
            // A cluster that is not there: the classes of the client, without a network.
            Main.run(terminal, "get", "pods", "--kubeconfig", "/nonexistent", "--lang", language);
        }
    }

    private static void run(Terminal terminal, String... arguments) {
        int code = Main.run(terminal, arguments);
        if (code != 0) {
            throw new IllegalStateException("exit code " + code + " of " + String.join(" ", arguments));
        }
    }
}
