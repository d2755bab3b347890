package dev.jangada.cli;

import dev.jangada.kube.cluster.restore.Restores;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada}: the commands and what they share. */
@Command(name = "jangada", versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND")
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

    private final CommandLine line;

    private JangadaCommand(Terminal terminal) {
        this.terminal = terminal;
        line = new CommandLine(this);
    }

    /** The command line with all its commands. */
    static CommandLine line(Terminal terminal) {
        var jangada = new JangadaCommand(terminal);
        return jangada.line
                .addSubcommand(new DemoCommand(jangada))
                .addSubcommand(new GetCommand(jangada))
                .addSubcommand(new DiffCommand(jangada))
                .addSubcommand(new HistoryCommand(jangada))
                .addSubcommand(new DumpCommand(jangada))
                .addSubcommand(RestoreCommand.line(jangada))
                .addSubcommand(VolumesCommand.line(jangada))
                .addSubcommand(EtcdCommand.line(jangada))
                .addSubcommand(new CompletionCommand(jangada));
    }

    Sources sources() {
        return new Sources(globals, terminal);
    }

    Restores restores() {
        return new Restores(StateDirectory.of(terminal.environment()));
    }

    /** Tells that the objects of a kind are not of one moment; not where the user wants only what is wrong. */
    void noteRevisions(ResourceKind kind, List<String> revisions) {
        if (!globals.quiet) {
            terminal.note(CliMessage.TWO_REVISIONS, kind.resourceName(), String.join(", ", revisions));
        }
    }

    /** A namespace that is nowhere is most likely mistyped, and selects nothing. */
    void warnOfUnknownNamespaces(ObjectSource... sources) {
        globals.namespaces.stream()
                .filter(name -> Glob.of(name).isLiteral())
                .filter(name -> Stream.of(sources).noneMatch(source -> mayHaveNamespace(source, name)))
                .forEach(name -> terminal.note(CliMessage.NO_SUCH_NAMESPACE, name));
    }

    private static boolean mayHaveNamespace(ObjectSource source, String name) {
        try {
            return source.kinds()
                    .find(new GroupKind("", "Namespace"))
                    .map(kind -> source.get(kind, "", name).isPresent()
                            || !source.coverage().selection().names().isEmpty())
                    .orElse(true);
        } catch (Problem unknown) {
            return true;
        }
    }

    /** No command at all: the help, as an error. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(line, "", null, "COMMAND");
    }

    /** Prints the completion script for bash and zsh. */
    int completion() {
        terminal.out().print(AutoComplete.bash("jangada", line));
        return ExitCode.DONE.code();
    }
}
