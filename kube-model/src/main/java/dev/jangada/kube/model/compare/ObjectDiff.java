package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import java.util.List;

/**
 * What differs between two states of one object.
 *
 * @param key the object
 * @param changes its fields that differ, ordered by path from the outside in; empty if there are none
 */
public record ObjectDiff(ObjectKey key, List<FieldChange> changes) {

    public ObjectDiff {
        changes = List.copyOf(changes);
    }

    /**
     * Compares two states of one object. The version is no field of it: both are to be of one version, else fields that
     * moved count as removed here and added there.
     *
     * @param form what is looked at
     * @throws dev.jangada.problem.Problem if one of them is not valid JSON
     */
    public static ObjectDiff of(KubeObject before, KubeObject after, NormalForm form) {
        var differ = new Differ(before.groupKind(), !form.isAsRead());
        var takenBefore = new Taken();
        var takenAfter = new Taken();
        return new ObjectDiff(
                after.key(),
                differ.changes(form.of(before, takenBefore), takenBefore, form.of(after, takenAfter), takenAfter));
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
