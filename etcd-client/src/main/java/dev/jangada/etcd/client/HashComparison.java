package dev.jangada.etcd.client;

/** What came of comparing a snapshot's keys with those of the member that it was taken from. */
public enum HashComparison {
    /** They are the same. */
    EQUAL,
    /** The member has compacted the snapshot's revision away, or further than the snapshot can follow. */
    COMPACTED_MEANWHILE,
    /** The member did not answer. */
    NO_ANSWER
}
