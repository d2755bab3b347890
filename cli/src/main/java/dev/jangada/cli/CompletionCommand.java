package dev.jangada.cli;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code jangada completion}: the script that lets bash and zsh complete commands and options. */
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final CommandLine line;

    /**
     * The command.
     *
     * @param line the whole command line, which the script is made from
     */
    CompletionCommand(Terminal terminal, CommandLine line) {
        this.terminal = terminal;
        this.line = line;
    }

    @Override
    public Integer call() {
        terminal.out().print(AutoComplete.bash("jangada", line));
        return ExitCode.DONE.code();
    }
}
