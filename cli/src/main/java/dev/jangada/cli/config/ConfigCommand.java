package dev.jangada.cli.config;

import dev.jangada.cli.command.Commands;
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
    public static CommandLine line(Jangada jangada, Commands commands) {
        return commands.group(new ConfigCommand())
                .put("init", () -> new ConfigInitCommand(jangada))
                .put("check", () -> new ConfigCheckCommand(jangada))
                .put("schema", () -> new ConfigSchemaCommand(jangada))
                .line();
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
