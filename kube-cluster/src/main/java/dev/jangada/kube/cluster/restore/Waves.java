package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.order.KindOrder;
import dev.jangada.kube.model.order.Wave;
import java.util.Comparator;
import java.util.Set;

/**
 * The order in which kinds come back.
 *
 * @param late the kinds whose versions a webhook converts, as their definitions say: it runs in the cluster that is being
 *     restored, as a rule
 */
record Waves(Set<GroupKind> late) {

    Waves {
        late = Set.copyOf(late);
    }

    Wave of(GroupKind kind) {
        return late.contains(kind.canonical()) ? Wave.LATE : Wave.of(kind);
    }

    Comparator<GroupKind> order() {
        return Comparator.comparing(this::of).thenComparing(KindOrder.comparator());
    }

    /** Whether an owner comes after what it owns, or perhaps: kinds of one wave are written side by side. */
    boolean comesLater(GroupKind owner, GroupKind owned) {
        return of(owner).compareTo(of(owned)) >= 0;
    }
}
