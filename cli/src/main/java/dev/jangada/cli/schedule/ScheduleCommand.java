package dev.jangada.cli.schedule;

import dev.jangada.cli.command.Commands;
import dev.jangada.cli.command.Jangada;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jangada schedule}: what there is to do with backups that run by themselves. */
@Command(name = "schedule", synopsisSubcommandLabel = "COMMAND")
public final class ScheduleCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    private ScheduleCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Jangada jangada, Commands commands) {
        return commands.group(new ScheduleCommand())
                .put("install", () -> new ScheduleInstallCommand(jangada))
                .put("status", () -> new ScheduleStatusCommand(jangada))
                .put("remove", () -> new ScheduleRemoveCommand(jangada))
                .put("run", () -> new ScheduleRunCommand(jangada))
                .line();
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
