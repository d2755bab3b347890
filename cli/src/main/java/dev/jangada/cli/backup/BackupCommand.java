package dev.jangada.cli.backup;

import dev.jangada.cli.command.Commands;
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
    public static CommandLine line(Jangada jangada, Commands commands) {
        return commands.group(new BackupCommand())
                .put("create", () -> new BackupCreateCommand(jangada))
                .put("list", () -> new BackupListCommand(jangada))
                .put("show", () -> new BackupShowCommand(jangada))
                .put("verify", () -> new BackupVerifyCommand(jangada))
                .put("forget", () -> new BackupForgetCommand(jangada))
                .put("prune", () -> new BackupPruneCommand(jangada))
                .put("copy", () -> new BackupCopyCommand(jangada))
                .put("export", () -> new BackupExportCommand(jangada))
                .put("evidence", () -> new EvidenceCommand(jangada))
                .line();
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
