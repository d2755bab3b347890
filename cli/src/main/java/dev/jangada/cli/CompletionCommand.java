package dev.jangada.cli;

import dev.jangada.cli.command.Commands;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code jangada completion}: the script that lets bash and zsh complete commands and options. */
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(AutoComplete.bash("jangada", JangadaCommand.line(terminal, Commands.all())));
        return ExitCode.DONE.code();
    }
}
