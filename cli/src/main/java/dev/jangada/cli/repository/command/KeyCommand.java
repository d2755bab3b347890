package dev.jangada.cli.repository.command;

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

    static CommandLine line(Jangada jangada) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new KeyAddCommand(jangada))
                .addSubcommand(new KeyListCommand(jangada))
                .addSubcommand(new KeyRemoveCommand(jangada))
                .addSubcommand(new KeyPasswdCommand(jangada));
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
