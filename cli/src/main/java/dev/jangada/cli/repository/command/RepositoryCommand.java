package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jangada repository}: what there is to do with the place where backups are. */
@Command(name = "repository", synopsisSubcommandLabel = "COMMAND")
public final class RepositoryCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    private RepositoryCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Jangada jangada) {
        return new CommandLine(new RepositoryCommand())
                .addSubcommand(new RepositoryInitCommand(jangada))
                .addSubcommand(new RepositoryCheckCommand(jangada))
                .addSubcommand(new RepositoryRepairCommand(jangada))
                .addSubcommand(new RepositoryInfoCommand(jangada))
                .addSubcommand(new RepositoryUnlockCommand(jangada))
                .addSubcommand(KeyCommand.line(jangada));
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
