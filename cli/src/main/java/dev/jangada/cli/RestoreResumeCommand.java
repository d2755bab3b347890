package dev.jangada.cli;

import dev.jangada.kube.cluster.restore.RestoreFolder;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.problem.ExitCode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jangada restore resume}: goes on with a restore that was cut off, or tries again what failed. */
@Command(name = "resume")
final class RestoreResumeCommand implements Callable<Integer> {

    private final JangadaCommand jangada;
    private final RestoreCommand restore;

    @Parameters(paramLabel = "ID", descriptionKey = "restore.id")
    private String id;

    @Mixin
    private ApplyOptions apply;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RestoreResumeCommand(JangadaCommand jangada, RestoreCommand restore) {
        this.jangada = jangada;
        this.restore = restore;
    }

    @Override
    public Integer call() throws IOException {
        restore.requireBare("resume");
        RestoreFolder folder = jangada.restores().open(id);
        RestoreReport before = RestoreReport.of(folder);
        if (RestoreState.of(before) == RestoreState.DONE) {
            try (RestoreOutput output = apply.output(jangada)) {
                output.report(before, Optional.empty());
            }
            return ExitCode.DONE.code();
        }
        try (PlannedRestore planned = PlannedRestore.open(jangada, before.plan(), apply.to.cluster(), () -> folder);
                RestoreOutput output = apply.output(jangada)) {
            var execution = new RestoreExecution(jangada, planned, apply.patience(), output);
            if (before.began().isPresent()) {
                // Whoever began it has been asked.
                return execution.run();
            }
            var consent = new Consent(jangada.terminal, jangada.globals.yes, Optional.ofNullable(apply.confirm));
            return RestoreOutput.restore(output, planned, consent, execution);
        }
    }
}
