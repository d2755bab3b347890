package dev.jangada.kube.model;

import java.util.List;
import java.util.Set;

/**
 * What a source holds, so that absence can be told from not having been looked at.
 *
 * @param kinds the kinds it holds, whether or not there is an object of them; canonical
 * @param selection which of their objects it holds
 * @param scrub what was taken out of them
 * @param gaps what it should hold and does not; empty if it is complete
 */
public record Coverage(Set<GroupKind> kinds, Selection selection, Scrub scrub, List<Gap> gaps) {

    public Coverage {
        kinds = Set.copyOf(kinds);
        gaps = List.copyOf(gaps);
    }

    /** Whether objects of this kind would be here if they existed. */
    public boolean covers(GroupKind kind) {
        return kinds.contains(kind.canonical());
    }

    public boolean complete() {
        return gaps.isEmpty();
    }
}
