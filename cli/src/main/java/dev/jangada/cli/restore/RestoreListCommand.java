package dev.jangada.cli.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreFolder;
import dev.jangada.kube.cluster.restore.RestoreSummary;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada restore list}: the restores that were planned and applied from this machine. */
@Command(name = "list")
final class RestoreListCommand implements Callable<Integer> {

    private final Jangada jangada;
    private final RestoreCommand restore;

    @Mixin
    private OutputOption output = new OutputOption();

    RestoreListCommand(Jangada jangada, RestoreCommand restore) {
        this.jangada = jangada;
        this.restore = restore;
    }

    @Override
    public Integer call() throws IOException {
        restore.requireBare("list");
        var summaries = new ArrayList<RestoreSummary>();
        boolean all = true;
        for (RestoreFolder folder : RestoreFolders.of(jangada).list()) {
            try {
                summaries.add(RestoreSummary.of(folder));
            } catch (Problem problem) {
                // A damaged one must not hide the others.
                jangada.terminal().note(CommandMessage.GAP, folder.id(), problem);
                all = false;
            }
        }
        summaries.sort(Comparator.comparing(summary -> summary.plan().header().created()));
        if (output.isJson()) {
            ObjectNode document = Json.object().put("formatVersion", 1);
            summaries.stream().map(RestoreJson::summary).forEach(document.putArray("restores")::add);
            TextOrJson.print(jangada.terminal(), document);
        } else if (summaries.isEmpty()) {
            jangada.terminal().out().println(jangada.terminal().text(RestoreCommandMessage.RESTORE_LIST_EMPTY));
        } else {
            table(summaries);
        }
        return (all ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
    }

    private void table(List<RestoreSummary> summaries) {
        Terminal terminal = jangada.terminal();
        var table = new TextTable(5);
        table.row(Stream.of(terminal.text(RestoreCommandMessage.RESTORE_LIST_COLUMNS)
                        .split("\\|"))
                .toList());
        for (RestoreSummary summary : summaries) {
            PlanHeader header = summary.plan().header();
            table.row(List.of(
                    summary.folder().id(),
                    RestoreState.of(summary).text(terminal),
                    header.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                    Terminal.harmless(header.source()),
                    Terminal.harmless(header.target().context()),
                    Long.toString(header.writes()),
                    Long.toString(summary.failed())));
        }
        table.lines().forEach(terminal.out()::println);
    }
}
