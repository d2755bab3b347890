package dev.jangada.cli.restore;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Reasons;
import dev.jangada.cli.terminal.Colour;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.Choice;
import dev.jangada.kube.cluster.restore.Plan;
import dev.jangada.kube.cluster.restore.PlanEntry;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.Why;
import dev.jangada.problem.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan as a person reads it before saying yes. */
final class TextPlan {

    private final Terminal terminal;
    private final Plan plan;
    private final List<String> incomplete;
    private final boolean ofItself;
    private final boolean showAll;

    private final PlanTable table = new PlanTable();
    /** By kind and reason. */
    private final Map<List<String>, Long> skipped = new LinkedHashMap<>();

    private final Irrevocable irrevocable;

    /**
     * A plan to tell.
     *
     * @param showAll whether every entry is told
     */
    TextPlan(Terminal terminal, PlannedRestore planned, boolean showAll) {
        this.terminal = terminal;
        this.plan = planned.plan();
        this.incomplete = planned.incomplete();
        this.ofItself = planned.isOfItself();
        this.showAll = showAll;
        this.irrevocable = new Irrevocable(plan.header().options().choices().contains(Choice.VERBATIM));
    }

    void print() {
        beginning();
        List<PlanSection> sections = Stream.of(Action.CHANGE, Action.CANNOT, Action.DELETE, Action.SKIP, Action.CREATE)
                .map(action -> new PlanSection(terminal, action))
                .toList();
        plan.entries((entry, _) -> {
            table.count(entry);
            irrevocable.consider(entry);
            skip(entry);
            if (!showAll) {
                sections.forEach(section -> section.offer(entry));
            }
        });
        if (plan.header().entries() > 0) {
            terminal.out().println();
            table.lines(terminal, plan.header(), showAll).forEach(terminal.out()::println);
        }
        for (PlanSection section : sections) {
            if (showAll) {
                section.printAll(plan);
            } else {
                section.print(plan);
            }
        }
        end();
    }

    private void beginning() {
        PlanHeader header = plan.header();
        if (ofItself) {
            say(RestoreCommandMessage.RESTORE_PLAN_OF_ITSELF, RestoreWords.target(header));
        } else {
            if (header.sameCluster()) {
                line(Colour.YELLOW.of(terminal, terminal.text(RestoreCommandMessage.RESTORE_SAME_CLUSTER)));
            }
            say(RestoreCommandMessage.RESTORE_PLAN, Terminal.harmless(header.source()), RestoreWords.target(header));
        }
        List<String> words = RestoreWords.of(header.options());
        if (!words.isEmpty()) {
            say(RestoreCommandMessage.RESTORE_WITH, Terminal.harmless(String.join(" ", words)));
        }
        for (String what : incomplete) {
            line(Colour.RED.of(terminal, Terminal.harmless(terminal.text(RestoreCommandMessage.RESTORE_UNREAD, what))));
        }
        if (!incomplete.isEmpty()) {
            line(Colour.RED.of(terminal, terminal.text(RestoreCommandMessage.RESTORE_PLAN_INCOMPLETE)));
        }
        for (Why obstacle : header.obstacles()) {
            line(Colour.RED.of(terminal, Terminal.harmless(obstacle.in(terminal.locale()))));
        }
        for (Why note : header.notes()) {
            say(RestoreCommandMessage.RESTORE_NOTE, Terminal.harmless(note.in(terminal.locale())));
        }
    }

    private void skip(PlanEntry entry) {
        if (entry.action() == Action.SKIP && entry.changes().isEmpty()) {
            String why = entry.why().map(reason -> reason.in(terminal.locale())).orElse("");
            skipped.merge(List.of(entry.kind().resourceName(), why), 1L, Long::sum);
        }
    }

    private void end() {
        PlanHeader header = plan.header();
        terminal.out().println();
        skipped.entrySet().stream()
                .limit(PlanSection.MOST_LINES)
                .forEach(entry -> say(
                        RestoreCommandMessage.RESTORE_SKIPPED,
                        entry.getValue(),
                        Terminal.harmless(entry.getKey().getFirst()),
                        Terminal.harmless(entry.getKey().getLast())));
        if (!header.leftOut().isEmpty()) {
            say(
                    CommandMessage.DUMP_LEFT_OUT,
                    header.leftOut().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getValue() + " " + Reasons.text(terminal, entry.getKey()))
                            .collect(Collectors.joining(", ")));
        }
        if (header.writes() == 0) {
            return;
        }
        say(
                RestoreCommandMessage.RESTORE_WILL,
                header.count(Action.CREATE),
                header.count(Action.CHANGE),
                header.count(Action.DELETE));
        if (header.count(Action.CHANGE) + header.count(Action.DELETE) > 0) {
            say(RestoreCommandMessage.RESTORE_SAVED_FIRST);
        }
        irrevocable.sentences(terminal).forEach(this::line);
    }

    private void say(Message message, @Nullable Object... arguments) {
        line(terminal.text(message, arguments));
    }

    private void line(String text) {
        terminal.out().println(text);
    }
}
