package dev.jangada.cli.restore;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.problem.ExitCode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada restore report}: how a restore went. */
@Command(name = "report")
final class RestoreReportCommand implements Callable<Integer> {

    /** What {@code -o} takes. */
    enum Format {
        text,
        json,
        markdown
    }

    private final Jangada jangada;
    private final RestoreCommand restore;

    @Parameters(paramLabel = "ID", descriptionKey = "restore.id")
    private String id;

    /** Only told again: a restore does not keep which repository its backup is in. */
    @Mixin
    private RepositoryAccess repository;

    @Option(names = "--show-all", descriptionKey = "restore.show-all")
    private boolean showAll;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "restore.report-output")
    private Format output = Format.text;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RestoreReportCommand(Jangada jangada, RestoreCommand restore) {
        this.jangada = jangada;
        this.restore = restore;
    }

    @Override
    public Integer call() throws IOException {
        restore.requireBare("report");
        RestoreReport report = RestoreReport.of(RestoreFolders.of(jangada).open(id));
        switch (output) {
            case text ->
                new TextRestoreReport(jangada.terminal(), Again.of(jangada, repository), showAll)
                        .print(report, Optional.empty());
            case json -> TextOrJson.print(jangada.terminal(), RestoreJson.document(report));
            case markdown -> new MarkdownRestoreReport(jangada.terminal()).print(report);
        }
        return ExitCode.DONE.code();
    }
}
