package dev.jangada.kube.dump;

import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;

/**
 * What goes into a dump.
 *
 * @param scrub what is taken out of the objects, and which objects are left out; at level NONE nothing is, so its other
 *     settings then mean nothing
 * @param allKinds whether every kind is written, not only nodes, namespaces and the guide's twenty
 * @param selection which objects of the source are meant
 * @param parallelism how many kinds are read at a time, at least 1
 * @param force whether an existing dump is replaced
 */
public record DumpOptions(Scrub scrub, boolean allKinds, Selection selection, int parallelism, boolean force) {

    /** What the guide's script meant to write, four kinds at a time. */
    public static final DumpOptions GUIDE = new DumpOptions(Scrub.GUIDE, false, Selection.ALL, 4, false);

    public DumpOptions {
        scrub = scrub.level() == Scrub.Level.NONE ? Scrub.NONE : scrub;
    }
}
