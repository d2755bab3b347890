package dev.jangada.cli.config;

import dev.jangada.cli.command.Jangada;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jangada config}: what there is to do with {@code jangada.yaml}. */
@Command(name = "config", synopsisSubcommandLabel = "COMMAND")
public final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    private ConfigCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Jangada jangada) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigInitCommand(jangada))
                .addSubcommand(new ConfigCheckCommand(jangada))
                .addSubcommand(new ConfigSchemaCommand(jangada));
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
