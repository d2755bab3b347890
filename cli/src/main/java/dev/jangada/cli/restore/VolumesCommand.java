package dev.jangada.cli.restore;

import dev.jangada.cli.command.Commands;
import dev.jangada.cli.command.Jangada;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jangada volumes}: what there is to do about volumes by themselves. */
@Command(name = "volumes", synopsisSubcommandLabel = "COMMAND")
public final class VolumesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    private VolumesCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Jangada jangada, Commands commands) {
        return commands.group(new VolumesCommand())
                .put("rebind", () -> new RebindCommand(jangada))
                .line();
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
