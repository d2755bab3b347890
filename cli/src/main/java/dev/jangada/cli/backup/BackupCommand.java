package dev.jangada.cli.backup;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.evidence.EvidenceCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jangada backup}: what there is to do with backups. */
@Command(name = "backup", synopsisSubcommandLabel = "COMMAND")
public final class BackupCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    private BackupCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Jangada jangada) {
        return new CommandLine(new BackupCommand())
                .addSubcommand(new BackupCreateCommand(jangada))
                .addSubcommand(new BackupListCommand(jangada))
                .addSubcommand(new BackupShowCommand(jangada))
                .addSubcommand(new BackupVerifyCommand(jangada))
                .addSubcommand(new BackupForgetCommand(jangada))
                .addSubcommand(new BackupPruneCommand(jangada))
                .addSubcommand(new BackupCopyCommand(jangada))
                .addSubcommand(new BackupExportCommand(jangada))
                .addSubcommand(new EvidenceCommand(jangada));
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
