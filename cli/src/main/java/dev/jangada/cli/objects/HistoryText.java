package dev.jangada.cli.objects;

import dev.jangada.cli.terminal.Colour;
import dev.jangada.cli.terminal.FieldLine;
import dev.jangada.cli.terminal.Moment;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.compare.FieldChange;

/** One object's history as a person reads it. */
final class HistoryText {

    private final Terminal terminal;
    private final boolean acrossBackups;
    private final boolean all;

    /**
     * A history to tell.
     *
     * @param acrossBackups whether its states are those in backups, which have a time of their own
     * @param all whether what the server assigns and controllers write was compared too
     */
    HistoryText(Terminal terminal, boolean acrossBackups, boolean all) {
        this.terminal = terminal;
        this.acrossBackups = acrossBackups;
        this.all = all;
    }

    /**
     * Tells one state and what changed in it.
     *
     * @param label the revision, or the backup and its time
     */
    void print(HistoryEntry entry, String label) {
        // A backup has a time of its own: two of them on a line would be taken for each other.
        String writer = acrossBackups
                ? ""
                : entry.writer()
                        .map(by -> "  " + by.time().map(Moment::text).orElse("") + "  " + who(by))
                        .orElse("");
        ObjectsMessage what = switch (entry.what()) {
            case CREATED -> ObjectsMessage.HISTORY_CREATED;
            case CHANGED -> ObjectsMessage.HISTORY_CHANGED;
            case DELETED -> ObjectsMessage.HISTORY_DELETED;
            case OLDEST -> acrossBackups ? ObjectsMessage.HISTORY_OLDEST_BACKUP : ObjectsMessage.HISTORY_OLDEST;
            case UNREADABLE -> ObjectsMessage.HISTORY_UNREADABLE;
            case OLDEST_READABLE -> ObjectsMessage.HISTORY_OLDEST_READABLE;
        };
        String line = (terminal.text(what, label) + writer).stripTrailing();
        terminal.out()
                .println(
                        switch (entry.what()) {
                            case CREATED -> Colour.GREEN.of(terminal, line);
                            case DELETED, UNREADABLE -> Colour.RED.of(terminal, line);
                            case CHANGED, OLDEST, OLDEST_READABLE -> Colour.YELLOW.of(terminal, line);
                        });
        if (acrossBackups) {
            entry.writer().ifPresent(this::printWritten);
        }
        entry.object()
                .map(KubeObject::missing)
                .filter(missing -> !missing.isEmpty())
                .ifPresent(missing -> terminal.out()
                        .println(Colour.YELLOW.of(
                                terminal,
                                terminal.text(
                                        ObjectsMessage.HISTORY_PARTIAL,
                                        Terminal.harmless(String.join(", ", missing))))));
        for (FieldChange change : entry.changes()) {
            terminal.out()
                    .println(FieldLine.of(
                            terminal,
                            change.path(),
                            change.before().map(HistoryText::value),
                            change.after().map(HistoryText::value)));
        }
        if (entry.what() == HistoryEntry.What.CHANGED && entry.changes().isEmpty()) {
            terminal.out()
                    .println(terminal.text(
                            all ? ObjectsMessage.HISTORY_NO_CHANGE : ObjectsMessage.HISTORY_ONLY_CONTROLLERS));
        }
    }

    private void printWritten(Writer by) {
        terminal.out()
                .println(by.time()
                        .map(time -> terminal.text(ObjectsMessage.HISTORY_WRITTEN_AT, Moment.text(time), who(by)))
                        .orElseGet(() -> terminal.text(ObjectsMessage.HISTORY_WRITTEN, who(by))));
    }

    private static String who(Writer by) {
        return Terminal.harmless(by.manager())
                + (by.subresource().isEmpty() ? "" : " (" + Terminal.harmless(by.subresource()) + ")");
    }

    /** A credential is told by its size, which is no text of the object and gets no quotes. */
    private static String value(FieldChange.Value value) {
        boolean hidden = value.shown().isTextual() && !value.shown().equals(value.raw());
        return hidden ? value.shown().textValue() : value.shown().toString();
    }
}
