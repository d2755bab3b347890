package dev.jangada.backup.format;

import dev.jangada.kube.model.ResourceKind;
import dev.jangada.repository.format.Attributes;
import java.time.Instant;

/** The names in a backup's tree, and what all its entries have in common. */
public final class Layout {

    /** What the backup is; a document of {@link Manifest}. */
    public static final String MANIFEST = "manifest.json";

    /** The kinds, as the cluster described them; they are the same in the next backup as a rule. */
    public static final String KINDS = "kinds.json";

    /** The directory with etcd's snapshot. */
    public static final String ETCD = "etcd";

    /** etcd's snapshot, below {@link #ETCD}. */
    public static final String SNAPSHOT = "snapshot.db";

    /** What is known of it, as {@code etcd save} writes it beside a snapshot. Apart from it, because it is never the same. */
    public static final String SNAPSHOT_RECORD = "etcd-snapshot.json";

    /** The directory with the objects. */
    public static final String OBJECTS = "objects";

    /** Stands for the namespace of what has none; no namespace can be called so. */
    public static final String CLUSTER = "_cluster";

    private static final int FILE = 0600;
    private static final int DIRECTORY = 0700;

    private Layout() {}

    /** The directory of a kind below {@link #OBJECTS}. */
    public static String directory(ResourceKind kind) {
        return FileName.ofDirectory(kind.resourceName());
    }

    /** The directory of a namespace below that of a kind; empty stands for none. */
    public static String directory(String namespace) {
        return namespace.isEmpty() ? CLUSTER : FileName.ofDirectory(namespace);
    }

    /** Where an object lies, from the root of the tree. */
    public static String path(ResourceKind kind, String namespace, String name) {
        return OBJECTS + "/" + directory(kind) + "/" + directory(namespace) + "/" + FileName.ofObject(name);
    }

    /** Of a file that was so at that time. */
    public static Attributes file(Instant time) {
        return Attributes.of(FILE, time);
    }

    /**
     * Of every directory: a directory has no time of its own, so that one whose entries are as they were costs nothing.
     */
    public static Attributes directory() {
        return Attributes.of(DIRECTORY, Instant.EPOCH);
    }
}
