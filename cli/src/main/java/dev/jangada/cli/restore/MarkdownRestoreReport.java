package dev.jangada.cli.restore;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Outcome;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreReport;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a restore went, for a ticket or a runbook. */
final class MarkdownRestoreReport {

    private final Terminal terminal;

    MarkdownRestoreReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(RestoreReport report) {
        PlanHeader header = report.plan().header();
        line("# "
                + terminal.text(
                        RestoreCommandMessage.RESTORE_MD_TITLE, report.folder().id()));
        line("");
        row(terminal.text(RestoreCommandMessage.RESTORE_MD_WHAT), "");
        line("|---|---|");
        row(terminal.text(RestoreCommandMessage.RESTORE_MD_SOURCE), header.source());
        row(terminal.text(RestoreCommandMessage.RESTORE_MD_TARGET), RestoreWords.target(header));
        row(
                terminal.text(RestoreCommandMessage.RESTORE_MD_OPTIONS),
                String.join(" ", RestoreWords.of(header.options())));
        row(
                terminal.text(RestoreCommandMessage.RESTORE_MD_STATE),
                RestoreState.of(report).text(terminal));
        report.began().ifPresent(began -> row(terminal.text(RestoreCommandMessage.RESTORE_MD_BEGAN), began.toString()));
        report.ended().ifPresent(ended -> row(terminal.text(RestoreCommandMessage.RESTORE_MD_ENDED), ended.toString()));
        for (Outcome outcome : Outcome.values()) {
            row(
                    terminal.text(RestoreCommandMessage.valueOf("RESTORE_OUTCOME_" + outcome.name())),
                    Long.toString(report.count(outcome)));
        }
        section(
                RestoreCommandMessage.RESTORE_MD_FAILURES,
                report.failures().stream()
                        .map(failure -> List.of(
                                failure.object().toString(), failure.why().in(terminal.locale())))
                        .toList());
        section(
                RestoreCommandMessage.RESTORE_MD_WARNINGS,
                ServerWarnings.of(report).stream()
                        .map(warning -> List.of(warning.getValue().toString(), warning.getKey()))
                        .toList());
        section(
                RestoreCommandMessage.RESTORE_MD_INCOMPLETE,
                header.incomplete().stream().map(List::of).toList());
    }

    /** A heading of a table, its columns with bars between, and the rows; nothing at all where there are none. */
    private void section(RestoreCommandMessage heading, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String[] words = terminal.text(heading).split("\\|");
        line("");
        line("## " + words[0]);
        line("");
        String[] columns = Stream.of(words).skip(1).toArray(String[]::new);
        row(columns);
        line("|" + "---|".repeat(columns.length));
        rows.forEach(cells -> row(cells.toArray(String[]::new)));
    }

    private void row(String... cells) {
        line(Stream.of(cells).map(MarkdownRestoreReport::plain).collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** A text that stays in its cell and is not read as anything else. */
    private static String plain(String text) {
        return Terminal.harmless(text)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("([*_`\\[])", "\\\\$1");
    }

    private void line(String text) {
        terminal.out().println(text);
    }
}
