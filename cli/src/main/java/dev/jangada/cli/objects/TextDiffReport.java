package dev.jangada.cli.objects;

import dev.jangada.cli.command.Reasons;
import dev.jangada.cli.command.SelectionWords;
import dev.jangada.cli.terminal.Colour;
import dev.jangada.cli.terminal.FieldLine;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.compare.DiffOptions;
import dev.jangada.kube.model.compare.DiffSummary;
import dev.jangada.kube.model.compare.FieldChange;
import dev.jangada.kube.model.compare.ObjectDiff;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A comparison as a person reads it: a line an object, behind a changed one a line a field. */
final class TextDiffReport implements DiffReport {

    private final Terminal terminal;
    private final boolean showSecrets;
    private final String before;
    private final String after;
    private final DiffOptions options;

    TextDiffReport(Terminal terminal, boolean showSecrets, String before, String after, DiffOptions options) {
        this.terminal = terminal;
        this.showSecrets = showSecrets;
        this.before = before;
        this.after = after;
        this.options = options;
    }

    @Override
    public void onAdded(KubeObject object) {
        line("+ " + object.key(), Colour.GREEN);
    }

    @Override
    public void onRemoved(KubeObject object) {
        line("- " + object.key(), Colour.RED);
    }

    @Override
    public void onChanged(ObjectDiff diff) {
        line("~ " + diff.key(), Colour.YELLOW);
        for (FieldChange change : diff.changes()) {
            terminal.out()
                    .println(FieldLine.of(
                            terminal,
                            change.path(),
                            change.before().map(this::value),
                            change.after().map(this::value)));
        }
    }

    @Override
    public void onNotComparable(KubeObject first, KubeObject second, Optional<Problem> why) {
        line("? " + second.key() + ": " + first.apiVersion() + " → " + second.apiVersion(), Colour.YELLOW);
        why.ifPresent(problem -> terminal.out().println("    " + Terminal.harmless(problem.in(terminal.locale()))));
    }

    private void line(String text, Colour colour) {
        terminal.out().println(colour.of(terminal, Terminal.harmless(text)));
    }

    /** A credential is told by its size, which is no text of the object and gets no quotes. */
    private String value(FieldChange.Value value) {
        boolean hidden = value.shown().isTextual() && !value.shown().equals(value.raw());
        if (showSecrets) {
            return value.raw().toString();
        }
        return hidden ? value.shown().textValue() : value.shown().toString();
    }

    @Override
    public void end(DiffSummary summary) {
        if (summary.isSame() && summary.notComparable() == 0 && summary.complete()) {
            terminal.out().println(terminal.text(ObjectsMessage.DIFF_SAME, summary.same()));
        } else {
            terminal.out()
                    .println(terminal.text(
                            ObjectsMessage.DIFF_SUMMARY,
                            summary.added(),
                            summary.removed(),
                            summary.changed(),
                            summary.same()));
        }
        if (summary.notComparable() > 0) {
            terminal.out().println(terminal.text(ObjectsMessage.DIFF_NOT_COMPARABLE, summary.notComparable()));
        }
        List<String> notLookedAt = notLookedAt(summary);
        if (!notLookedAt.isEmpty()) {
            terminal.out().println(terminal.text(ObjectsMessage.DIFF_LEFT_OUT));
            notLookedAt.forEach(terminal.out()::println);
        }
    }

    private List<String> notLookedAt(DiffSummary summary) {
        var lines = new ArrayList<String>();
        if (summary.scrub().level() != Scrub.Level.NONE) {
            lines.add(terminal.text(
                    ObjectsMessage.DIFF_LEFT_OUT_SCRUB,
                    summary.scrub().level().name().toLowerCase(Locale.ROOT)));
        }
        if (!options.form().isAsRead()) {
            lines.add(terminal.text(ObjectsMessage.DIFF_LEFT_OUT_FORM));
        }
        outside(lines, summary.before().selection(), ObjectsMessage.DIFF_LEFT_OUT_SELECTION, before);
        outside(lines, summary.after().selection(), ObjectsMessage.DIFF_LEFT_OUT_SELECTION, after);
        outside(lines, options.selection(), ObjectsMessage.DIFF_LEFT_OUT_OPTIONS, "");
        onlyOn(lines, summary.before(), before);
        onlyOn(lines, summary.after(), after);
        leftOut(lines, summary.before(), before);
        leftOut(lines, summary.after(), after);
        return lines;
    }

    /** What a selection holds back, told as the options that would make it. */
    private void outside(List<String> lines, Selection selection, ObjectsMessage message, String name) {
        List<String> words = SelectionWords.of(selection);
        if (!words.isEmpty()) {
            lines.add(terminal.text(message, Terminal.harmless(String.join(" ", words)), name));
        }
    }

    private void onlyOn(List<String> lines, DiffSummary.Side side, String name) {
        if (!side.onlyHere().isEmpty()) {
            lines.add(terminal.text(
                    ObjectsMessage.DIFF_LEFT_OUT_KINDS,
                    name,
                    side.onlyHere().stream().map(GroupKind::toString).collect(Collectors.joining(", "))));
        }
    }

    private void leftOut(List<String> lines, DiffSummary.Side side, String name) {
        if (!side.leftOut().isEmpty()) {
            lines.add(terminal.text(
                    ObjectsMessage.DIFF_LEFT_OUT_OBJECTS,
                    name,
                    new EnumMap<>(side.leftOut())
                            .entrySet().stream()
                                    .map(entry -> entry.getValue() + " " + Reasons.text(terminal, entry.getKey()))
                                    .collect(Collectors.joining(", "))));
        }
    }
}
