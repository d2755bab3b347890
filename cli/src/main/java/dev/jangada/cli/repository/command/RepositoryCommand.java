package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Commands;
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
    public static CommandLine line(Jangada jangada, Commands commands) {
        return commands.group(new RepositoryCommand())
                .put("init", () -> new RepositoryInitCommand(jangada))
                .put("check", () -> new RepositoryCheckCommand(jangada))
                .put("repair", () -> new RepositoryRepairCommand(jangada))
                .put("info", () -> new RepositoryInfoCommand(jangada))
                .put("unlock", () -> new RepositoryUnlockCommand(jangada))
                .put("key", () -> KeyCommand.line(jangada, commands))
                .line();
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
