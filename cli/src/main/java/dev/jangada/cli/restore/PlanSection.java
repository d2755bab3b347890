package dev.jangada.cli.restore;

import dev.jangada.cli.terminal.Colour;
import dev.jangada.cli.terminal.FieldLine;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.How;
import dev.jangada.kube.cluster.restore.Plan;
import dev.jangada.kube.cluster.restore.PlanEntry;
import dev.jangada.kube.cluster.restore.RestoreMessage;
import java.util.ArrayList;
import java.util.List;

/** One sort of a plan's entries as a person reads it; the first lines of it, where the user does not want all. */
final class PlanSection {

    static final int MOST_LINES = 50;

    /** So few creations are told one by one; else what is in the source need not be told again. */
    private static final int FEW = 20;

    private final Terminal terminal;
    private final Action action;
    private final List<String> lines = new ArrayList<>();
    private long untold;

    PlanSection(Terminal terminal, Action action) {
        this.terminal = terminal;
        this.action = action;
    }

    /** Takes an entry of any sort, and keeps what is told of it. */
    void offer(PlanEntry entry) {
        if (!isOurs(entry)) {
            return;
        }
        if (lines.size() >= MOST_LINES) {
            untold++;
        } else {
            told(entry).stream().limit(MOST_LINES).forEach(lines::add);
        }
    }

    /** Prints what was kept. */
    void print(Plan plan) {
        if (lines.isEmpty() || (action == Action.CREATE && plan.header().count(Action.CREATE) > FEW)) {
            return;
        }
        heading();
        lines.forEach(terminal.out()::println);
        if (untold > 0) {
            terminal.out().println(terminal.text(RestoreCommandMessage.RESTORE_AND_MORE, untold));
        }
    }

    /** Prints everything of the sort, straight from the plan. */
    void printAll(Plan plan) {
        var first = new boolean[] {true};
        if (plan.header().count(action) > 0) {
            plan.entries((entry, _) -> {
                if (isOurs(entry)) {
                    if (first[0]) {
                        heading();
                        first[0] = false;
                    }
                    told(entry).forEach(terminal.out()::println);
                }
            });
        }
    }

    private void heading() {
        terminal.out().println();
        terminal.out().println(terminal.text(RestoreCommandMessage.valueOf("RESTORE_SECTION_" + action.name())));
    }

    /** Of what is skipped, what does not differ is told in a number; {@link TextPlan} does. */
    private boolean isOurs(PlanEntry entry) {
        return entry.action() == action
                && (action != Action.SKIP || !entry.changes().isEmpty());
    }

    private List<String> told(PlanEntry entry) {
        var told = new ArrayList<String>();
        String object = entry.target().toString();
        String how = entry.how().map(way -> " (" + told(way) + ")").orElse("");
        String why = entry.why()
                .filter(reason -> reason.message() != RestoreMessage.DIFFERS)
                .map(reason -> ": " + reason.in(terminal.locale()))
                .orElse("");
        String line = Terminal.harmless(sign() + " " + object + how + why);
        told.add(
                switch (action) {
                    case CREATE -> Colour.GREEN.of(terminal, line);
                    case CHANGE, SKIP -> Colour.YELLOW.of(terminal, line);
                    case CANNOT, DELETE -> Colour.RED.of(terminal, line);
                    case SAME -> line;
                });
        entry.changes()
                .forEach(change -> told.add(FieldLine.of(terminal, change.path(), change.before(), change.after())));
        return told;
    }

    /** Those that a user chooses are called as the option calls them. */
    private String told(How how) {
        return switch (how) {
            case MERGE, REPLACE, RECREATE -> RestoreWords.word(how);
            case NODE -> terminal.text(RestoreCommandMessage.RESTORE_HOW_NODE);
            case REPOINT -> terminal.text(RestoreCommandMessage.RESTORE_HOW_REPOINT);
        };
    }

    private String sign() {
        return switch (action) {
            case CREATE -> "+";
            case CHANGE -> "~";
            case DELETE -> "-";
            case CANNOT -> "!";
            case SAME, SKIP -> "=";
        };
    }
}
