package dev.jangada.cli.restore;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.PlanEntry;
import dev.jangada.kube.cluster.restore.PlanHeader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * The table's lines: a column for each thing that the plan does at all.
     *
     * @param all whether kinds are told too of which nothing has to be done
     */
    List<String> lines(Terminal terminal, PlanHeader header, boolean all) {
        long same = 0;
        int sameKinds = 0;
        List<Action> columns = Stream.of(Action.values())
                .filter(action -> action == Action.CREATE || header.count(action) > 0)
                .toList();
        var table = new TextTable(1);
        var headings = new ArrayList<String>();
        headings.add(terminal.text(RestoreCommandMessage.RESTORE_COLUMN_KIND));
        columns.forEach(action -> headings.add(heading(terminal, action)));
        table.row(headings);
        for (var kind : kinds.entrySet()) {
            Map<Action, Long> counts = kind.getValue();
            if (!all && counts.keySet().equals(Set.of(Action.SAME))) {
                same += counts.getOrDefault(Action.SAME, 0L);
                sameKinds++;
                continue;
            }
            var row = new ArrayList<String>();
            row.add(Terminal.harmless(kind.getKey()));
            columns.forEach(action ->
                    row.add(counts.containsKey(action) ? counts.get(action).toString() : "-"));
            table.row(row);
        }
        var lines = new ArrayList<>(sameKinds == kinds.size() ? List.<String>of() : table.lines());
        if (sameKinds > 0) {
            lines.add(terminal.text(RestoreCommandMessage.RESTORE_SAME_KINDS, same, sameKinds));
        }
        return lines;
    }

    private static String heading(Terminal terminal, Action action) {
        return terminal.text(RestoreCommandMessage.valueOf("RESTORE_COLUMN_" + action.name()));
    }
}
