package dev.jangada.cli;

import dev.jangada.problem.ExitCode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada volumes rebind}: points volumes whose claims have new uids to them again. */
@Command(name = "rebind")
final class RebindCommand implements Callable<Integer> {

    private final JangadaCommand jangada;

    @Option(names = "--plan", descriptionKey = "volumes.plan")
    private boolean onlyPlan;

    @Mixin
    private ApplyOptions apply;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RebindCommand(JangadaCommand jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        String cluster = apply.to.cluster().orElse(Sources.LIVE);
        try (PlannedRestore planned = PlannedRestore.rebind(jangada, cluster);
                RestoreOutput output = apply.output(jangada)) {
            if (onlyPlan) {
                output.plan(planned);
                return ExitCode.DONE.code();
            }
            var consent = new Consent(jangada.terminal, jangada.globals.yes, Optional.ofNullable(apply.confirm));
            var execution = new RestoreExecution(jangada, planned, apply.patience(), output);
            return RestoreOutput.restore(output, planned, consent, execution);
        }
    }
}
