package dev.jangada.backup.read;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;

/**
 * Finds out, backup by backup, whether an object was known not to be there. Of a kind that is defined in the cluster itself there is no
 * object either where there is no definition: such a backup does not know the kind any more, or does not know it yet.
 */
final class Absence {

    private static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    private final ResourceKind kind;
    private final String namespace;
    private final String name;
    private final String definition;
    private boolean defined;
    private boolean undefinedBefore;

    Absence(ResourceKind kind, String namespace, String name) {
        this.kind = kind;
        this.namespace = namespace;
        this.name = name;
        this.definition = kind.plural() + "." + kind.group();
    }

    /**
     * Looks into the next backup.
     *
     * @param found whether the object is in it
     * @return where it is not: whether it was not in the cluster either. Where it is, and no earlier backup knew its kind: whether one of
     *     them says that there was no such kind
     */
    boolean isTold(BackupSource source, boolean found) {
        boolean custom = kind.group().indexOf('.') >= 0;
        boolean definedHere = custom && source.file(DEFINITION, "", definition).isPresent();
        boolean undefinedHere = custom && !definedHere && source.wouldHold(DEFINITION, "", definition);
        boolean wasUndefined = definedHere && !defined && undefinedBefore;
        boolean wasDefined = defined;
        defined |= definedHere;
        undefinedBefore |= undefinedHere;
        return found
                ? wasUndefined
                : source.wouldHold(kind.groupKind(), namespace, name) || undefinedHere && wasDefined;
    }
}
