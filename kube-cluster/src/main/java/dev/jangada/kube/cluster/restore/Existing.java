package dev.jangada.kube.cluster.restore;

/** What happens to an object that is in the target and differs. */
public enum Existing {
    /** It stays as it is, and is listed. */
    SKIP,
    /** Server-side apply: what the source says is set, what it does not say stays. */
    MERGE,
    /** It becomes as in the source. */
    REPLACE,
    /** The same; where the server refuses to replace it, it is deleted and created. */
    RECREATE
}
