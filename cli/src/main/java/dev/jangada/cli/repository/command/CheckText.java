package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Moment;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.repository.check.AffectedSnapshot;
import dev.jangada.repository.check.CheckReport;
import dev.jangada.repository.check.Finding;
import java.time.Instant;
import java.util.Locale;

/** The result of a check for people. */
final class CheckText {

    /** More lost paths of one snapshot nobody reads on a terminal. */
    private static final int MOST_PATHS = 20;

    private CheckText() {}

    static void print(Jangada jangada, String location, CheckReport report, boolean hasRead) {
        Terminal terminal = jangada.terminal();
        boolean isIndexWhole = report.remedy(location).isEmpty();
        for (Finding finding : report.findings()) {
            terminal.out().println(Terminal.harmless(text(terminal, finding, isIndexWhole)));
        }
        report.affected().forEach(snapshot -> affected(terminal, snapshot));
        if (report.isSound()) {
            terminal.out()
                    .println(terminal.text(
                            RepositoryCommandMessage.CHECK_SOUND,
                            location,
                            report.snapshots(),
                            report.packs(),
                            report.packsRead(),
                            ByteCount.rough(terminal.locale(), report.bytesRead())));
            terminal.out().flush();
            if (!hasRead && !jangada.globals().quiet()) {
                terminal.note(RepositoryCommandMessage.CHECK_NOT_READ);
            }
            return;
        }
        long whole = Math.max(0, report.snapshots() - report.affected().size());
        terminal.out().println(terminal.text(RepositoryCommandMessage.CHECK_UNAFFECTED, whole));
        terminal.out().flush();
        terminal.note(RepositoryCommandMessage.CHECK_DAMAGED, location);
        report.remedy(location).ifPresent(remedy -> terminal.note(CommandMessage.WARNING, remedy));
    }

    /**
     * What was found, in the language of the terminal.
     *
     * @param isIndexWhole whether nothing needs a pack that the index does not name
     */
    static String text(Terminal terminal, Finding finding, boolean isIndexWhole) {
        Locale locale = terminal.locale();
        return switch (finding) {
            case Finding.DamagedFile file ->
                RepositoryCommandMessage.FINDING_DAMAGED_FILE.in(
                        locale, file.path(), file.why().in(locale));
            case Finding.MissingPack pack ->
                RepositoryCommandMessage.FINDING_MISSING_PACK.in(
                        locale, pack.pack().brief());
            case Finding.DamagedPack pack ->
                RepositoryCommandMessage.FINDING_DAMAGED_PACK.in(
                        locale,
                        pack.pack().brief(),
                        pack.why().in(locale),
                        pack.damaged().size());
            case Finding.UnindexedBlob blob ->
                RepositoryCommandMessage.FINDING_UNINDEXED_BLOB.in(
                        locale, blob.blob().id().brief());
            case Finding.BadTree tree ->
                RepositoryCommandMessage.FINDING_BAD_TREE.in(
                        locale, tree.tree().brief(), tree.why().in(locale));
            case Finding.UnusedPack pack ->
                (isIndexWhole
                                ? RepositoryCommandMessage.FINDING_UNUSED_PACK
                                : RepositoryCommandMessage.FINDING_UNNAMED_PACK)
                        .in(locale, pack.pack().brief(), ByteCount.rough(locale, pack.bytes()));
        };
    }

    private static void affected(Terminal terminal, AffectedSnapshot snapshot) {
        if (snapshot.time().equals(Instant.EPOCH) && snapshot.host().isEmpty()) {
            terminal.out()
                    .println(terminal.text(
                            RepositoryCommandMessage.AFFECTED_WHOLLY,
                            snapshot.id().brief()));
            return;
        }
        terminal.out()
                .println(Terminal.harmless(terminal.text(
                        RepositoryCommandMessage.AFFECTED,
                        snapshot.id().brief(),
                        snapshot.host(),
                        Moment.text(snapshot.time()),
                        snapshot.lostFiles(),
                        snapshot.lostDirectories(),
                        snapshot.soundFiles(),
                        ByteCount.rough(terminal.locale(), snapshot.soundBytes()))));
        snapshot.paths().stream()
                .limit(MOST_PATHS)
                .forEach(path -> terminal.out().println("  " + Terminal.harmless(path)));
        if (snapshot.lostFiles() + snapshot.lostDirectories()
                > Math.min(MOST_PATHS, snapshot.paths().size())) {
            terminal.out().println("  " + terminal.text(RepositoryCommandMessage.AFFECTED_MORE));
        }
    }
}
