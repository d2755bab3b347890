package dev.jangada.kube.dump;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.scrub.SourceOwners;
import dev.jangada.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which owners a dump holds, or will be made again by one that it holds; asked when every kind has been read. The answer
 * is the one that a comparison of the dump with its source gives ({@link SourceOwners}), so that both leave out the
 * same; owners that were read are not asked for again.
 */
final class DumpedOwners implements Scrubber.Owners {

    private final Map<GroupKind, KindSpool> spools;
    private final boolean someAreUnread;
    private final SourceOwners others;
    private final Set<GroupKind> silent = new HashSet<>();

    DumpedOwners(ObjectSource source, DumpOptions options, Map<GroupKind, KindSpool> spools) {
        Selection selection = options.selection();
        this.spools = spools;
        // An object's owner is in its namespace, but may have another name and other labels.
        this.someAreUnread = !selection
                .withKinds(List.of(), List.of())
                .withNamespaces(List.of(), List.of())
                .equals(Selection.ALL);
        this.others = new SourceOwners(
                source, options.scrub(), owner -> isRead(owner.groupKind()) && selection.matches(owner));
    }

    @Override
    public boolean kept(ObjectKey owner) {
        KindSpool spool = spools.get(owner.groupKind());
        if (spool == null || !spool.isWhole()) {
            return ask(owner);
        }
        return spool.holds(owner) || (someAreUnread && ask(owner));
    }

    private boolean isRead(GroupKind kind) {
        KindSpool spool = spools.get(kind);
        return spool != null && spool.isWhole();
    }

    /** Of whom nothing can be learned, it is not certain that he makes anything again: what he owns is written. */
    private boolean ask(ObjectKey owner) {
        if (silent.contains(owner.groupKind())) {
            return false;
        }
        try {
            return others.kept(owner);
        } catch (Problem unknown) {
            silent.add(owner.groupKind());
            return false;
        }
    }
}
