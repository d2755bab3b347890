package dev.jangada.cli.restore;

import dev.jangada.cli.command.Progress;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.RestoreReport;
import java.util.Optional;

/** A restore as a person follows it. */
final class TextRestoreOutput implements RestoreOutput {

    private final Terminal terminal;
    private final Again again;
    private final boolean showAll;

    TextRestoreOutput(Terminal terminal, Again again, boolean showAll) {
        this.terminal = terminal;
        this.again = again;
        this.showAll = showAll;
    }

    @Override
    public void plan(PlannedRestore planned) {
        new TextPlan(terminal, planned, showAll).print();
        terminal.flush();
    }

    @Override
    public void nothingToDo() {
        terminal.out().println(terminal.text(RestoreCommandMessage.RESTORE_NOTHING_TO_DO));
    }

    @Override
    public void report(RestoreReport report, Optional<RestoreExecution.Effort> effort) {
        terminal.out().println();
        new TextRestoreReport(terminal, again, showAll).print(report, effort);
    }

    @Override
    public Progress progress() {
        return Progress.start(terminal, again.globals());
    }

    @Override
    public void close() {
        // Text needs no end.
    }
}
