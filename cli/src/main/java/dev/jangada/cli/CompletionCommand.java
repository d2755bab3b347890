package dev.jangada.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code jangada completion}: the script that lets bash and zsh complete commands and options. */
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {

    @ParentCommand
    private JangadaCommand jangada;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    CompletionCommand() {}

    @Override
    public Integer call() {
        return JangadaCommand.completion(spec.root().commandLine(), jangada.terminal);
    }
}
