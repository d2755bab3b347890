package dev.jangada.cli.restore;

import dev.jangada.cli.command.SelectionWords;
import dev.jangada.cli.source.Sources;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Choice;
import dev.jangada.kube.cluster.restore.Outcome;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreOptions;
import dev.jangada.kube.cluster.restore.RestoreReport;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a restore went, as a person reads it, and which commands help next. */
final class TextRestoreReport {

    private final Terminal terminal;
    private final Again again;
    private final boolean showAll;

    /**
     * A report to tell.
     *
     * @param again what is to be said again to the commands that help next
     * @param showAll whether every failure is told, not only the first
     */
    TextRestoreReport(Terminal terminal, Again again, boolean showAll) {
        this.terminal = terminal;
        this.again = again;
        this.showAll = showAll;
    }

    /**
     * Tells.
     *
     * @param effort what was done just now; empty for a restore of the past
     */
    void print(RestoreReport report, Optional<RestoreExecution.Effort> effort) {
        PlanHeader header = report.plan().header();
        say(
                RestoreCommandMessage.RESTORE_REPORT,
                report.folder().id(),
                Terminal.harmless(header.source()),
                RestoreWords.target(header));
        say(
                RestoreCommandMessage.RESTORE_COUNTS,
                report.count(Outcome.CREATED),
                report.count(Outcome.CHANGED),
                report.count(Outcome.DELETED),
                report.count(Outcome.SAME),
                report.failures().size());
        time(report, effort);
        if (!report.failures().isEmpty()) {
            say(RestoreCommandMessage.RESTORE_FAILURES);
            listed(report.failures().stream()
                    .map(failure ->
                            "  ! " + failure.object() + ": " + failure.why().in(terminal.locale()))
                    .toList());
        }
        List<Map.Entry<String, Long>> warnings = ServerWarnings.of(report);
        if (!warnings.isEmpty()) {
            say(RestoreCommandMessage.RESTORE_WARNINGS);
            listed(warnings.stream()
                    .map(warning -> "  " + warning.getValue() + " × " + warning.getKey())
                    .toList());
        }
        Unread.lines(header.incomplete(), showAll)
                .forEach(what -> say(RestoreCommandMessage.RESTORE_UNREAD, Terminal.harmless(what)));
        next(report);
    }

    private void time(RestoreReport report, Optional<RestoreExecution.Effort> effort) {
        if (effort.isPresent()) {
            double seconds = seconds(effort.get().took());
            say(
                    RestoreCommandMessage.RESTORE_TOOK,
                    seconds,
                    Math.round(effort.get().objects() / Math.max(0.001, seconds)));
        } else {
            say(RestoreCommandMessage.RESTORE_STATE, RestoreState.of(report).text(terminal));
            report.began().ifPresent(began -> say(RestoreCommandMessage.RESTORE_BEGAN, began.toString()));
            report.ended().ifPresent(ended -> say(RestoreCommandMessage.RESTORE_ENDED, ended.toString()));
        }
    }

    static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }

    private void listed(List<String> lines) {
        long most = showAll ? Long.MAX_VALUE : PlanSection.MOST_LINES;
        lines.stream().limit(most).map(Terminal::harmless).forEach(terminal.out()::println);
        if (lines.size() > most) {
            say(RestoreCommandMessage.RESTORE_AND_MORE, lines.size() - most);
        }
    }

    private void next(RestoreReport report) {
        String words = again.words(report.folder().id());
        RestoreState state = RestoreState.of(report);
        PlanHeader header = report.plan().header();
        boolean wrote = Stream.of(Outcome.CREATED, Outcome.CHANGED, Outcome.DELETED)
                .anyMatch(outcome -> report.count(outcome) > 0);
        if (Files.exists(report.folder().before())) {
            say(RestoreCommandMessage.RESTORE_OLD_OBJECTS, report.folder().before());
        }
        Stream.of(
                        Optional.of(terminal.text(RestoreCommandMessage.RESTORE_NEXT_REPORT, words)),
                        Optional.of(terminal.text(RestoreCommandMessage.RESTORE_NEXT_RESUME, words))
                                .filter(_ -> state != RestoreState.DONE),
                        Optional.of(terminal.text(RestoreCommandMessage.RESTORE_NEXT_DIFF, sides(header)))
                                .filter(_ -> state == RestoreState.DONE && isComparable(header)),
                        Optional.of(terminal.text(
                                        RestoreCommandMessage.RESTORE_NEXT_UNDO,
                                        again.globals().again(report.folder().id())))
                                .filter(_ -> wrote))
                .flatMap(Optional::stream)
                .forEach(terminal.out()::println);
    }

    /** Not a rebinding or an undoing, and nothing was changed on the way: then nothing differs afterwards. */
    private static boolean isComparable(PlanHeader header) {
        RestoreOptions options = header.options();
        boolean ofItself = options.choices().contains(Choice.VERBATIM)
                || (header.sameCluster() && Sources.isLive(header.source()));
        return !ofItself
                && options.namespaceMapping().isEmpty()
                && options.nodeMapping().isEmpty()
                && options.modifiers().isEmpty();
    }

    /** Both sides and what was selected, as they are typed in a shell. */
    private String sides(PlanHeader header) {
        return again.words(Stream.concat(
                        Stream.of(header.source(), Sources.live(header.target().context())),
                        SelectionWords.of(header.options().selection()).stream())
                .toArray(String[]::new));
    }

    private void say(RestoreCommandMessage message, @Nullable Object... arguments) {
        terminal.out().println(terminal.text(message, arguments));
    }
}
