package dev.jangada.cli;

import dev.jangada.kube.cluster.restore.RestoreFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jangada restore undo}: takes back what a restore did, with a plan of its own. */
@Command(name = "undo")
final class RestoreUndoCommand implements Callable<Integer> {

    private final JangadaCommand jangada;
    private final RestoreCommand restore;

    @Parameters(paramLabel = "ID", descriptionKey = "restore.id")
    private String id;

    @Mixin
    private ApplyOptions apply;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RestoreUndoCommand(JangadaCommand jangada, RestoreCommand restore) {
        this.jangada = jangada;
        this.restore = restore;
    }

    @Override
    public Integer call() throws IOException {
        restore.requireBare("undo");
        RestoreFolder done = jangada.restores().open(id);
        try (PlannedRestore planned = PlannedRestore.undo(jangada, done, apply.to.cluster());
                RestoreOutput output = apply.output(jangada)) {
            var consent = new Consent(jangada.terminal, jangada.globals.yes, Optional.ofNullable(apply.confirm));
            var execution = new RestoreExecution(jangada, planned, apply.patience(), output);
            return RestoreOutput.restore(output, planned, consent, execution);
        }
    }
}
