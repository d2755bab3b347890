package dev.jangada.cli.restore;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.SelectionOptions;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada restore plan}: what a restore would do. */
@Command(name = "plan")
final class RestorePlanCommand implements Callable<Integer> {

    private final Jangada jangada;
    private final RestoreCommand restore;

    @Option(names = "--from", paramLabel = "SOURCE", descriptionKey = "restore.from")
    @Nullable
    private String from;

    @Mixin
    private TargetOption to;

    @Mixin
    private RepositoryUse repository;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private RestoreChoices choices;

    @Option(names = "--save", paramLabel = "FILE", descriptionKey = "restore.save")
    @Nullable
    private Path save;

    @Option(names = "--force", descriptionKey = "restore.force")
    private boolean force;

    @Mixin
    private PlanOutput output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RestorePlanCommand(Jangada jangada, RestoreCommand restore) {
        this.jangada = jangada;
        this.restore = restore;
    }

    @Override
    public Integer call() throws IOException {
        restore.requireBare("plan");
        String source = RestoreCommand.required(from);
        Path file = save;
        if (file != null) {
            PlanFile.requireFree(file, force);
        }
        String target = to.named().orElse(Sources.LIVE);
        try (PlannedRestore planned = PlannedRestore.make(jangada, source, target, repository, selection, choices)) {
            if (file != null) {
                PlanFile.save(planned.plan(), file, force);
            }
            return output.plan(jangada, planned, Optional.ofNullable(file));
        }
    }
}
