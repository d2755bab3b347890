package dev.jangada.kube.dump.convert;

import dev.jangada.kube.dump.Note;
import dev.jangada.kube.model.KubeObject;
import java.util.List;

/** What became of an object on the way to a version that today's Kubernetes serves. */
public sealed interface Conversion {

    /** The object as it came. */
    KubeObject before();

    /** The object is of no version that Kubernetes has removed, as far as is known here. */
    record Unchanged(KubeObject before) implements Conversion {}

    /**
     * The object means the same at a newer version.
     *
     * @param after the object at the newer version
     * @param notes what a person should look at: what was dropped because nothing takes its place, what was filled in
     */
    record Converted(KubeObject before, KubeObject after, List<Note> notes) implements Conversion {

        public Converted {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The object's version was removed, and a person must decide what takes its place.
     *
     * @param why the reason
     */
    record NotMechanical(KubeObject before, Note why) implements Conversion {}
}
