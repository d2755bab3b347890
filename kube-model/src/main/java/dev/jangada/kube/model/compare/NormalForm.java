package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;

/**
 * The form in which objects are compared: without what the server assigns, what controllers write, and defaults. Two
 * objects that ask a cluster for the same have the same normal form. The rules are the table {@code normal-form.txt}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class NormalForm {

    private static final RuleTable TABLE = RuleTable.load();
    private static final NormalForm STANDARD = new NormalForm(false);
    private static final NormalForm AS_READ = new NormalForm(true);

    private final boolean asRead;

    private NormalForm(boolean asRead) {
        this.asRead = asRead;
    }

    /** The form of the table. */
    public static NormalForm standard() {
        return STANDARD;
    }

    /** Everything as it was read; only the items of lists are matched by the table. */
    public static NormalForm asRead() {
        return AS_READ;
    }

    /** Whether nothing is left out. */
    public boolean isAsRead() {
        return asRead;
    }

    /**
     * The normal form of an object: a new tree, the caller's to change. Applying this to it again changes nothing.
     *
     * @throws dev.jangada.problem.Problem if the object is not valid JSON
     */
    public ObjectNode of(KubeObject object) {
        return of(object, new Taken());
    }

    /** The same, and remembers what is taken away. */
    ObjectNode of(KubeObject object, Taken taken) {
        ObjectNode tree = object.tree();
        if (!asRead) {
            Rules rules = TABLE.of(object.groupKind());
            if (TABLE.knows(object.groupKind())) {
                Empties.strip(tree, rules);
            }
            rules.apply(tree, tree, taken);
        }
        return tree;
    }

    /** How the items of lists are matched, field by field. */
    static Rules rules(GroupKind kind) {
        return TABLE.of(kind);
    }
}
