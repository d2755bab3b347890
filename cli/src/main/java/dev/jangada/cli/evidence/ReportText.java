package dev.jangada.cli.evidence;

import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.evidence.MonthReport;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.problem.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A month's report for people, plain or as Markdown. */
final class ReportText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final int BRIEF = 8;

    private final Terminal terminal;
    private final MonthReport report;
    private final boolean markdown;

    ReportText(Terminal terminal, MonthReport report, boolean markdown) {
        this.terminal = terminal;
        this.report = report;
        this.markdown = markdown;
    }

    void print() {
        heading(1, terminal.text(EvidenceCommandMessage.TITLE, report.cluster(), report.month()));
        long verified =
                report.backups().stream().filter(MonthReport.Line::proven).count();
        say(terminal.text(
                EvidenceCommandMessage.SUMMARY,
                report.backups().size(),
                verified,
                report.count(Kind.RESTORE, true),
                report.count(Kind.REHEARSAL, true),
                report.failures(),
                report.gaps().size()));
        fact(EvidenceCommandMessage.LAST_VERIFIED, report.lastVerified());
        report.lastRestored().ifPresent(_ -> fact(EvidenceCommandMessage.LAST_RESTORED, report.lastRestored()));
        fact(EvidenceCommandMessage.LAST_REHEARSED, report.lastRehearsed());
        heading(2, terminal.text(EvidenceCommandMessage.BACKUPS));
        table(
                List.of(
                        EvidenceCommandMessage.HEAD_TIME,
                        EvidenceCommandMessage.HEAD_BACKUP,
                        EvidenceCommandMessage.HEAD_STATE,
                        EvidenceCommandMessage.HEAD_VERIFICATION,
                        EvidenceCommandMessage.HEAD_NOTE),
                report.backups().stream().map(this::backup).toList());
        heading(2, terminal.text(EvidenceCommandMessage.EVENTS));
        table(
                List.of(
                        EvidenceCommandMessage.HEAD_TIME,
                        EvidenceCommandMessage.HEAD_WHAT,
                        EvidenceCommandMessage.HEAD_BACKUP,
                        EvidenceCommandMessage.HEAD_RESULT,
                        EvidenceCommandMessage.HEAD_TOOK,
                        EvidenceCommandMessage.HEAD_BY),
                report.events().stream().map(this::event).toList());
        report.maxAge().ifPresent(age -> {
            heading(2, terminal.text(EvidenceCommandMessage.GAPS, age.toHours()));
            if (report.gaps().isEmpty()) {
                say(terminal.text(EvidenceCommandMessage.NO_GAPS));
            }
            report.gaps()
                    .forEach(gap -> say((markdown ? "- " : "")
                            + terminal.text(
                                    EvidenceCommandMessage.GAP,
                                    time(gap.from()),
                                    time(gap.to()),
                                    gap.length().toHours(),
                                    gap.length().toDays())));
        });
    }

    private List<String> backup(MonthReport.Line line) {
        String verification = line.verification()
                .map(entry -> terminal.text(
                        entry.good() ? EvidenceCommandMessage.VERIFIED : EvidenceCommandMessage.VERIFY_FAILED,
                        time(entry.begun())))
                .orElseGet(() -> terminal.text(EvidenceCommandMessage.NOT_VERIFIED));
        Message complete = line.complete() ? EvidenceCommandMessage.COMPLETE : EvidenceCommandMessage.INCOMPLETE;
        return List.of(
                time(line.time()),
                brief(line.id()),
                terminal.text(complete),
                verification,
                line.present() ? "" : terminal.text(EvidenceCommandMessage.GONE));
    }

    private List<String> event(EvidenceEntry entry) {
        return List.of(
                time(entry.begun()),
                EvidenceWords.kind(terminal, entry.kind()),
                brief(entry.about().id()),
                EvidenceWords.verdict(terminal, entry.verdict()),
                EvidenceWords.took(terminal, entry.took()),
                Terminal.harmless(entry.by().toString()));
    }

    private void fact(EvidenceCommandMessage name, Optional<EvidenceEntry> entry) {
        String value = entry.map(found -> terminal.text(
                        EvidenceCommandMessage.AT_TOOK,
                        time(found.begun()),
                        EvidenceWords.took(terminal, found.took()),
                        brief(found.about().id())))
                .orElseGet(() -> terminal.text(EvidenceCommandMessage.NEVER));
        say((markdown ? "- " : "") + terminal.text(name) + ": " + value);
    }

    private void heading(int level, String text) {
        if (level > 1) {
            terminal.out().println();
        }
        terminal.out().println(Terminal.harmless((markdown ? "#".repeat(level) + " " : "") + text));
        if (markdown) {
            terminal.out().println();
        }
    }

    private void say(String text) {
        terminal.out().println(Terminal.harmless(text));
    }

    private void table(List<EvidenceCommandMessage> names, List<List<String>> rows) {
        if (rows.isEmpty()) {
            say(terminal.text(EvidenceCommandMessage.NOTHING));
            return;
        }
        List<String> head = names.stream().map(terminal::text).toList();
        if (!markdown) {
            var table = new TextTable(head.size());
            table.row(head.stream()
                    .map(name -> name.toUpperCase(terminal.locale()))
                    .toList());
            rows.forEach(table::row);
            table.lines().forEach(terminal.out()::println);
            return;
        }
        var lines = new ArrayList<String>();
        lines.add(head.stream().collect(Collectors.joining(" | ", "| ", " |")));
        lines.add("|" + "---|".repeat(head.size()));
        rows.forEach(row -> lines.add(row.stream()
                .map(cell -> " " + cell.replace("|", "\\|") + " ")
                .collect(Collectors.joining("|", "|", "|"))));
        lines.forEach(terminal.out()::println);
    }

    private String time(Instant time) {
        ZoneId zone = report.zone();
        return TIME.format(time.atZone(zone));
    }

    private static String brief(String id) {
        return id.substring(0, Math.min(BRIEF, id.length()));
    }
}
