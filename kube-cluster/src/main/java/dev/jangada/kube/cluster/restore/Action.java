package dev.jangada.kube.cluster.restore;

/** What a plan does about one object. */
public enum Action {
    CREATE,
    CHANGE,
    /** Nothing: it is there already and does not differ. */
    SAME,
    /** Nothing, because the user wants it so. */
    SKIP,
    /** Nothing, because it cannot be done. */
    CANNOT,
    DELETE;

    /** Whether something is written. */
    public boolean writes() {
        return this == CREATE || this == CHANGE || this == DELETE;
    }
}
