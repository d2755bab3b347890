package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;

/**
 * What is compared, and how.
 *
 * @param selection which objects, of both sides
 * @param form what of them is looked at
 * @param scrub what is taken out of both sides besides what was taken out of one already
 * @param parallel how many kinds are read at a time, at least 1
 */
public record DiffOptions(Selection selection, NormalForm form, Scrub scrub, int parallel) {

    /** Everything, in the normal form of the table, four kinds at a time. */
    public static final DiffOptions DEFAULT = new DiffOptions(Selection.ALL, NormalForm.standard(), Scrub.NONE, 4);
}
