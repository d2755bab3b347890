package dev.jangada.cli.restore;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.source.Sources;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada volumes rebind}: points volumes whose claims have new uids to them again. */
@Command(name = "rebind")
final class RebindCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Option(names = "--plan", descriptionKey = "volumes.plan")
    private boolean onlyPlan;

    @Mixin
    private ApplyOptions apply;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RebindCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        String cluster = apply.to.cluster().orElse(Sources.LIVE);
        PlannedRestore planned = PlannedRestore.rebind(jangada, cluster);
        if (!onlyPlan) {
            return apply.apply(jangada, planned);
        }
        try (planned) {
            return apply.plan(jangada, planned);
        }
    }
}
