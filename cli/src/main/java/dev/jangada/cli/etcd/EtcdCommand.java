package dev.jangada.cli.etcd;

import dev.jangada.cli.command.Commands;
import dev.jangada.cli.command.Jangada;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jangada etcd}: what there is to do with etcd's own files. */
@Command(name = "etcd", synopsisSubcommandLabel = "COMMAND")
public final class EtcdCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    private EtcdCommand() {}

    /** The command with those below it. */
    public static CommandLine line(Jangada jangada, Commands commands) {
        return commands.group(new EtcdCommand())
                .put("status", () -> new EtcdStatusCommand(jangada))
                .put("verify", () -> new EtcdVerifyCommand(jangada))
                .put("hashkv", () -> new EtcdHashKvCommand(jangada))
                .put("keys", () -> new EtcdKeysCommand(jangada))
                .put("save", () -> new EtcdSaveCommand(jangada))
                .put("restore", () -> new EtcdRestoreCommand(jangada))
                .line();
    }

    /** By itself it is no command: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }
}
