package dev.jangada.cli;

import dev.jangada.problem.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jangada}: the commands and what they share. */
@Command(
        name = "jangada",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            GetCommand.class,
            DiffCommand.class,
            DumpCommand.class,
            CompletionCommand.class,
        })
final class JangadaCommand implements Runnable {

    final Terminal terminal;

    @Mixin
    Globals globals = new Globals();

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
    CommandSpec spec = CommandSpec.create();

    JangadaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    Sources sources() {
        return new Sources(globals, terminal);
    }

    /** No command at all: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "", null, "COMMAND");
    }

    /** Prints the completion script for bash and zsh. */
    static int completion(CommandLine root, Terminal terminal) {
        terminal.out().print(AutoComplete.bash("jangada", root));
        return ExitCode.DONE.code();
    }
}
