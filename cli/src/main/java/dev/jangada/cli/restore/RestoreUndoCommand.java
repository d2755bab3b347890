package dev.jangada.cli.restore;

import dev.jangada.cli.command.Jangada;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada restore undo}: takes back what a restore did, with a plan of its own. */
@Command(name = "undo")
final class RestoreUndoCommand implements Callable<Integer> {

    private final Jangada jangada;
    private final RestoreCommand restore;

    @Mixin
    private KnownRestore done;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RestoreUndoCommand(Jangada jangada, RestoreCommand restore) {
        this.jangada = jangada;
        this.restore = restore;
    }

    @Override
    public Integer call() throws IOException {
        restore.requireBare("undo");
        ApplyOptions apply = done.apply;
        return apply.apply(jangada, PlannedRestore.undo(jangada, done.folder(jangada), apply.to.cluster()));
    }
}
