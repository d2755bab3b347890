package dev.jangada.cli.restore;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Gap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What could not be read, as a person reads it: a user who may read little is told that once, not for each kind. */
final class Unread {

    private static final int FEW = 3;

    private Unread() {}

    /** A line for each gap, or one for all with the same sort of reason, in the user's language. */
    static List<String> lines(Terminal terminal, List<Gap> gaps) {
        Map<String, List<Gap>> alike = gaps.stream()
                .collect(Collectors.groupingBy(gap -> gap.why().code(), LinkedHashMap::new, Collectors.toList()));
        var lines = new ArrayList<String>();
        for (List<Gap> each : alike.values()) {
            if (each.size() <= FEW) {
                each.forEach(gap -> lines.add(gap.what() + ": " + gap.why().in(terminal.locale())));
            } else {
                lines.add(terminal.text(
                        RestoreCommandMessage.RESTORE_UNREAD_ALIKE,
                        each.size(),
                        each.stream().map(Gap::what).collect(Collectors.joining(", ")),
                        each.getFirst().why()));
            }
        }
        return lines;
    }

    /**
     * What a plan has kept of that, which is English: of many only the names.
     *
     * @param all whether the reasons are told however many there are
     */
    static List<String> lines(List<String> kept, boolean all) {
        return all || kept.size() <= FEW
                ? kept
                : List.of(kept.stream().map(line -> line.replaceAll(": .*", "")).collect(Collectors.joining(", ")));
    }
}
