package dev.jangada.cli;

import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.PlanEntry;
import dev.jangada.kube.cluster.restore.PlanHeader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many objects of each kind a plan creates, changes, leaves alone. */
final class PlanTable {

    private final Map<String, Map<Action, Long>> kinds = new LinkedHashMap<>();

    void count(PlanEntry entry) {
        kinds.computeIfAbsent(entry.kind().resourceName(), _ -> new EnumMap<>(Action.class))
                .merge(entry.action(), 1L, Long::sum);
    }

    /** The kinds with their counts, in the order in which they are restored. */
    Map<String, Map<Action, Long>> kinds() {
        return kinds;
    }

    /** The table's lines: a column for each thing that the plan does at all. */
    List<String> lines(Terminal terminal, PlanHeader header) {
        List<Action> columns = Stream.of(Action.values())
                .filter(action -> action == Action.CREATE || header.count(action) > 0)
                .toList();
        var table = new TextTable(1);
        var headings = new ArrayList<String>();
        headings.add(terminal.text(CliMessage.RESTORE_COLUMN_KIND));
        columns.forEach(action -> headings.add(heading(terminal, action)));
        table.row(headings);
        kinds.forEach((kind, counts) -> {
            var row = new ArrayList<String>();
            row.add(Terminal.harmless(kind));
            columns.forEach(action ->
                    row.add(counts.containsKey(action) ? counts.get(action).toString() : "-"));
            table.row(row);
        });
        return table.lines();
    }

    private static String heading(Terminal terminal, Action action) {
        return terminal.text(CliMessage.valueOf("RESTORE_COLUMN_" + action.name()));
    }
}
