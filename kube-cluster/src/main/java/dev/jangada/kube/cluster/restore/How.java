package dev.jangada.kube.cluster.restore;

/** How an object that exists is changed. */
public enum How {
    /** Server-side apply. */
    MERGE,
    /** PUT, with the resourceVersion that was planned with. */
    REPLACE,
    /** Delete, wait until it is gone, create. */
    RECREATE,
    /** Labels, annotations and taints are added to a Node. */
    NODE,
    /** A PersistentVolume is pointed to its claim again. */
    REPOINT
}
