package dev.jangada.etcd.storage.wal;

/** What became of a request about users or roles. */
enum Outcome {
    /** etcd would refuse it. */
    REFUSED,
    /** It was done, and everything is as it was. */
    SAME,
    /** Something is not as it was, which the revision of users and roles counts. */
    CHANGED;

    /** Whether it was done, and changed what it was about. */
    static Outcome changedIf(boolean done) {
        return done ? CHANGED : REFUSED;
    }
}
