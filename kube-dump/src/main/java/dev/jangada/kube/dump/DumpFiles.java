package dev.jangada.kube.dump;

import dev.jangada.kube.model.GroupKind;
import java.util.List;
import java.util.Set;

/** The files of a dump directory. */
final class DumpFiles {

    static final String NODES = "nodes.json";
    static final String NAMESPACES = "ns.json";
    static final String OBJECTS = "cluster-dump.json";
    static final String MANIFEST = "dump.json";

    /** The files that hold objects, in the order in which they are applied. */
    static final List<String> DATA = List.of(NODES, NAMESPACES, OBJECTS);

    static final Set<String> ALL = Set.of(NODES, NAMESPACES, OBJECTS, MANIFEST);

    static final GroupKind NODE = new GroupKind("", "Node");
    static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    private DumpFiles() {}

    /** The file that objects of a kind are written to. */
    static String of(GroupKind kind) {
        if (kind.equals(NODE)) {
            return NODES;
        }
        return kind.equals(NAMESPACE) ? NAMESPACES : OBJECTS;
    }
}
