package dev.jangada.cli;

import dev.jangada.cli.backup.BackupCommand;
import dev.jangada.cli.command.Commands;
import dev.jangada.cli.command.Globals;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.config.ConfigCommand;
import dev.jangada.cli.demo.DemoCommand;
import dev.jangada.cli.etcd.EtcdCommand;
import dev.jangada.cli.objects.DiffCommand;
import dev.jangada.cli.objects.DumpCommand;
import dev.jangada.cli.objects.GetCommand;
import dev.jangada.cli.objects.HistoryCommand;
import dev.jangada.cli.repository.command.RepositoryCommand;
import dev.jangada.cli.restore.RestoreCommand;
import dev.jangada.cli.restore.VolumesCommand;
import dev.jangada.cli.schedule.ScheduleCommand;
import dev.jangada.cli.status.StatusCommand;
import dev.jangada.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jangada}: all commands, in the order in which the help names them. */
@Command(name = "jangada", versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND")
final class JangadaCommand implements Runnable {

    @Mixin
    private Globals globals = new Globals();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "help",
            scope = CommandLine.ScopeType.INHERIT)
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            descriptionKey = "version")
    boolean version;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    private JangadaCommand() {}

    /** The command line with its commands. */
    static CommandLine line(Terminal terminal, Commands commands) {
        var root = new JangadaCommand();
        var jangada = new Jangada(terminal, root.globals);
        return commands.group(root)
                .put("demo", () -> new DemoCommand(jangada, Main::run))
                .put("get", () -> new GetCommand(jangada))
                .put("diff", () -> new DiffCommand(jangada))
                .put("history", () -> new HistoryCommand(jangada))
                .put("dump", () -> new DumpCommand(jangada))
                .put("restore", () -> RestoreCommand.line(jangada, commands))
                .put("volumes", () -> VolumesCommand.line(jangada, commands))
                .put("backup", () -> BackupCommand.line(jangada, commands))
                .put("etcd", () -> EtcdCommand.line(jangada, commands))
                .put("schedule", () -> ScheduleCommand.line(jangada, commands))
                .put("status", () -> new StatusCommand(jangada))
                .put("repository", () -> RepositoryCommand.line(jangada, commands))
                .put("config", () -> ConfigCommand.line(jangada, commands))
                .put("completion", () -> new CompletionCommand(terminal))
                .line();
    }

    /** No command at all: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
