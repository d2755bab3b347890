package dev.jangada.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jangada completion}: the script that lets bash and zsh complete commands and options. */
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {

    private final JangadaCommand jangada;

    CompletionCommand(JangadaCommand jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() {
        return jangada.completion();
    }
}
