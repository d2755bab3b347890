package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Commands;
import dev.jangada.cli.command.Jangada;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jangada repository key}: the passphrases that open a repository. */
@Command(name = "key", synopsisSubcommandLabel = "COMMAND")
final class KeyCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    private KeyCommand() {}

    static CommandLine line(Jangada jangada, Commands commands) {
        return commands.group(new KeyCommand())
                .put("add", () -> new KeyAddCommand(jangada))
                .put("list", () -> new KeyListCommand(jangada))
                .put("remove", () -> new KeyRemoveCommand(jangada))
                .put("passwd", () -> new KeyPasswdCommand(jangada))
                .line();
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
