package dev.jangada.kube.cluster.restore;

/** What became of an entry of a plan. */
public enum Outcome {
    CREATED,
    CHANGED,
    DELETED,
    /** It was there meanwhile, as it was to be. */
    SAME,
    FAILED
}
