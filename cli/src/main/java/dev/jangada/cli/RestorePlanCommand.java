package dev.jangada.cli;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada restore plan}: what a restore would do. */
@Command(name = "plan")
final class RestorePlanCommand implements Callable<Integer> {

    private final JangadaCommand jangada;
    private final RestoreCommand restore;

    @Option(names = "--from", paramLabel = "SOURCE", descriptionKey = "restore.from")
    @Nullable
    private String from;

    @Mixin
    private TargetOption to;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private RestoreChoices choices;

    @Option(names = "--save", paramLabel = "FILE", descriptionKey = "restore.save")
    @Nullable
    private Path save;

    @Option(names = "--force", descriptionKey = "restore.force")
    private boolean force;

    @Option(names = "--show-all", descriptionKey = "restore.show-all")
    private boolean showAll;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "restore.output")
    private TextOrJson output = TextOrJson.text;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RestorePlanCommand(JangadaCommand jangada, RestoreCommand restore) {
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
        try (PlannedRestore planned = PlannedRestore.make(jangada, source, target, selection, choices)) {
            if (file != null) {
                PlanFile.save(planned.plan(), file, force);
            }
            boolean writes = planned.plan().header().writes() > 0;
            try (RestoreOutput told = output()) {
                told.plan(planned);
                if (!writes) {
                    told.nothingToDo();
                }
            }
            boolean keeps = writes && file == null && planned.target() instanceof LiveSource;
            if (!keeps) {
                planned.discard();
            }
            if (writes && (keeps || file != null) && !jangada.globals.quiet) {
                jangada.terminal.flush();
                jangada.terminal.note(
                        file == null ? CliMessage.RESTORE_APPLY_WITH_ID : CliMessage.RESTORE_APPLY_WITH_FILE,
                        file == null ? planned.folder().id() : file);
            }
            return (planned.plan().header().incomplete().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
        }
    }

    private RestoreOutput output() throws IOException {
        return output == TextOrJson.json
                ? new JsonRestoreOutput(jangada.terminal, jangada.globals)
                : new TextRestoreOutput(jangada.terminal, jangada.globals, showAll);
    }
}
