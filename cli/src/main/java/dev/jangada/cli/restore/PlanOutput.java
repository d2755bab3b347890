package dev.jangada.cli.restore;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a plan is told. */
final class PlanOutput {

    @Option(names = "--show-all", descriptionKey = "restore.show-all")
    private boolean showAll;

    @Mixin
    private OutputOption output = new OutputOption();

    /** Begins to tell. */
    RestoreOutput open(Jangada jangada, Again again) throws IOException {
        return output.isJson()
                ? new JsonRestoreOutput(jangada.terminal(), jangada.globals())
                : new TextRestoreOutput(jangada.terminal(), again, showAll);
    }

    /**
     * Tells a plan and how it would be applied, and keeps it only if it can be from here.
     *
     * @param file where the user wants the plan to be
     * @return the exit code
     */
    int plan(Jangada jangada, PlannedRestore planned, Optional<Path> file) throws IOException {
        boolean writes = planned.plan().header().writes() > 0;
        try (RestoreOutput told = open(jangada, planned.again())) {
            told.plan(planned);
            if (!writes) {
                told.nothingToDo();
            }
        }
        boolean keeps = writes && file.isEmpty() && planned.target() instanceof LiveSource;
        if (!keeps) {
            var _ = RestoreFolders.of(jangada).discard(planned.folder());
        }
        if (writes && (keeps || file.isPresent()) && !jangada.globals().quiet()) {
            jangada.terminal().flush();
            jangada.terminal()
                    .note(
                            file.isEmpty()
                                    ? RestoreCommandMessage.RESTORE_APPLY_WITH_ID
                                    : RestoreCommandMessage.RESTORE_APPLY_WITH_FILE,
                            planned.again()
                                    .words(file.map(Path::toString)
                                            .orElse(planned.folder().id())));
        }
        return (planned.plan().header().incomplete().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
    }
}
