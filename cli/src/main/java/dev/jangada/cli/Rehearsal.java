package dev.jangada.cli;

import dev.jangada.cli.terminal.Input;
import dev.jangada.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;

/**
 * What the ahead-of-time cache is made from: the common commands, run in one process on the sample dumps and on a
 * {@link RehearsalServer}, so that the Java runtime has seen the classes and methods that they need. Run by the build
 * only.
 */
public final class Rehearsal {

    private static final int ROUNDS = 3;

    private Rehearsal() {}

    /**
     * Runs the rehearsal in a scratch folder, the only argument, where the server's key ({@code server.p12}) and
     * certificate ({@code server.crt}) lie; fails if a command of it does.
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Path scratch = Path.of(arguments[0]);
        var nowhere = new PrintWriter(Writer.nullWriter());
        var terminal = new Terminal(
                Input.NOTHING,
                nowhere,
                nowhere,
                true,
                false,
                Map.of("XDG_CACHE_HOME", scratch.toString(), "XDG_STATE_HOME", scratch.toString()),
                Locale.ENGLISH);
        for (String language : new String[] {"en", "pt-BR"}) {
            for (String command : new String[] {"", "get ", "diff ", "dump ", "restore ", "repository ", "config "}) {
                run(terminal, (command + "--help --lang " + language).split(" "));
            }
            run(terminal, "--version");
            run(terminal, "demo", "--lang", language);
            // A cluster that is not there.
            Main.run(terminal, "get", "pods", "--kubeconfig", "/nonexistent", "--lang", language);
        }
        try (RehearsalServer server = RehearsalServer.start(scratch.resolve("server.p12"))) {
            String kubeconfig = kubeconfig(scratch, server).toString();
            String dump = scratch.resolve("dump").toString();
            for (int round = 0; round < ROUNDS; round++) {
                run(terminal, "get", "cm", "-A", "--kubeconfig", kubeconfig);
                run(terminal, "dump", dump, "--force", "--all-kinds", "--kubeconfig", kubeconfig);
                run(terminal, "diff", "dump:" + dump, "live", "--kubeconfig", kubeconfig);
            }
        }
    }

    private static Path kubeconfig(Path scratch, RehearsalServer server) throws IOException {
        return Files.writeString(scratch.resolve("kubeconfig"), """
                current-context: c
                clusters: [{name: c, cluster: {server: "%s", certificate-authority: server.crt}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(server.url()));
    }

    private static void run(Terminal terminal, String... arguments) {
        int code = Main.run(terminal, arguments);
        if (code != 0) {
            throw new IllegalStateException("exit code " + code + " of " + String.join(" ", arguments));
        }
    }
}
