package dev.jangada.cli;

import dev.jangada.cli.backup.BackupCommand;
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
import picocli.CommandLine.Option;

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

    private final CommandLine line = new CommandLine(this);

    private JangadaCommand() {}

    /** The command line with all its commands. */
    static CommandLine line(Terminal terminal) {
        var root = new JangadaCommand();
        var jangada = new Jangada(terminal, root.globals);
        return root.line
                .addSubcommand(new DemoCommand(jangada, Main::run))
                .addSubcommand(new GetCommand(jangada))
                .addSubcommand(new DiffCommand(jangada))
                .addSubcommand(new HistoryCommand(jangada))
                .addSubcommand(new DumpCommand(jangada))
                .addSubcommand(RestoreCommand.line(jangada))
                .addSubcommand(VolumesCommand.line(jangada))
                .addSubcommand(BackupCommand.line(jangada))
                .addSubcommand(EtcdCommand.line(jangada))
                .addSubcommand(ScheduleCommand.line(jangada))
                .addSubcommand(new StatusCommand(jangada))
                .addSubcommand(RepositoryCommand.line(jangada))
                .addSubcommand(ConfigCommand.line(jangada))
                .addSubcommand(new CompletionCommand(terminal, root.line));
    }

    /** No command at all: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(line, "", null, "COMMAND");
    }
}
