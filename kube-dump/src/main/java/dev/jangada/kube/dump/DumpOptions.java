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
 * @param convert whether objects of versions that Kubernetes has removed are written at today's, so that a cluster takes
 *     them; at level NONE nothing is changed
 */
public record DumpOptions(
        Scrub scrub, boolean allKinds, Selection selection, int parallelism, boolean force, boolean convert) {

    /** What the guide's script meant to write, four kinds at a time. */
    public static final DumpOptions GUIDE = new DumpOptions(Scrub.GUIDE, false, Selection.ALL, 4, false);

    public DumpOptions {
        scrub = scrub.level() == Scrub.Level.NONE ? Scrub.NONE : scrub;
        convert = convert && scrub.level() != Scrub.Level.NONE;
    }

    /** Objects at the versions that the source gives them. */
    public DumpOptions(Scrub scrub, boolean allKinds, Selection selection, int parallelism, boolean force) {
        this(scrub, allKinds, selection, parallelism, force, false);
    }

    /** The same, with objects of removed versions written at today's. */
    public DumpOptions converting() {
        return new DumpOptions(scrub, allKinds, selection, parallelism, force, true);
    }
}
